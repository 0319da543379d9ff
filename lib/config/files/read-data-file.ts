import type { ConfigFile, FileContent } from './config-file';
import { printable } from './printable';
import { readText } from './read-text';
import { repeatedKeys } from './repeated-keys';

/** Reads a JSON or YAML file. */
export async function readDataFile({ file, format }: ConfigFile): Promise<FileContent> {
  const content = await readText(file);
  if (!content.ok) return content;
  if (format !== 'json') return parseYaml(file, content.text);
  const parsed = parseJson(file, content.text);
  const repeated = parsed.ok ? repeatedKeys(content.text, parsed.value) : [];
  if (repeated.length === 0) return parsed;
  const message = 'is there more than once; keep one of them';
  return { ok: false, issues: repeated.map((path) => ({ file, path, message })) };
}

/** Parses JSON; what is wrong with it becomes an issue of the file. */
export function parseJson(file: string, text: string): FileContent {
  try {
    const value: unknown = JSON.parse(text);
    return { ok: true, value };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { place, message } = placeIn(text, error.message);
    return {
      ok: false,
      issues: [{ file: `${file}${place}`, path: '', message: `not valid JSON: ${message}${numberHint(text)}` }],
    };
  }
}

/** The parser counts characters, where it says a place at all; people count lines. */
function placeIn(text: string, message: string): { readonly place: string; readonly message: string } {
  const said = / in JSON at position (\d+).*$/s.exec(message);
  const isCutOff = message === 'Unexpected end of JSON input';
  if (said === null && !isCutOff) return { place: '', message: printable(message) };
  const lines = text.slice(0, isCutOff ? text.length : Number(said?.[1])).split('\n');
  return {
    place: `:${lines.length}:${(lines.at(-1) ?? '').length + 1}`,
    message: printable(said === null ? message : message.slice(0, said.index)),
  };
}

/** JSON has no numbers with a leading zero, and its parser does not say that this is what it met. */
function numberHint(text: string): string {
  const id = /:\s*(0\d+)\b/.exec(text)?.[1];
  return id === undefined ? '' : `; write ${id} in quotes: "${id}"`;
}

async function parseYaml(file: string, text: string): Promise<FileContent> {
  // Loaded only when there is a YAML file, because a command line starts for every call.
  const { LineCounter, parseDocument } = await import('yaml');
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, stringKeys: true });
  // What it only warns of, such as a tag it does not know, is not what was meant either.
  const problems = [...document.errors, ...document.warnings];
  if (problems.length > 0) {
    const issues = problems.map(({ code, message, pos: [offset] }) => {
      const { line, col } = lineCounter.linePos(offset);
      return { file: `${file}:${line}:${col}`, path: '', message: `not valid YAML: ${IN_OUR_WORDS[code] ?? message}` };
    });
    return { ok: false, issues };
  }
  try {
    const value: unknown = document.toJS();
    return { ok: true, value };
  } catch (error) {
    // An alias of nothing, or aliases of aliases that would fill the memory.
    if (!(error instanceof ReferenceError)) throw error;
    return { ok: false, issues: [{ file, path: '', message: `not valid YAML: ${error.message}` }] };
  }
}

/** Where the parser's advice is for programmers. */
const IN_OUR_WORDS: Readonly<Record<string, string>> = {
  NON_STRING_KEY: 'a list or a group cannot be a name; expected a text',
  MULTIPLE_DOCS: 'a second document begins here ("---"); expected one a file',
};
