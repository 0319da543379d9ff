import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConfigFile, FileContent } from './config-file';

/** Reads a JSON or YAML file. */
export async function readDataFile(directory: string, { name, file, format }: ConfigFile): Promise<FileContent> {
  const text = (await readFile(join(directory, name), 'utf8')).replace(/^\uFEFF/, '');
  return format === 'json' ? parseJson(file, text) : parseYaml(file, text);
}

/** Parses JSON; what is wrong with it becomes an issue of the file. */
export function parseJson(file: string, text: string): FileContent {
  try {
    const value: unknown = JSON.parse(text);
    return { ok: true, value };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return {
      ok: false,
      issues: [
        { file, path: '', message: `not valid JSON: ${error.message.replaceAll(/\s+/g, ' ')}${numberHint(text)}` },
      ],
    };
  }
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
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  if (document.errors.length > 0) {
    const issues = document.errors.map(({ message, pos: [offset] }) => {
      const { line, col } = lineCounter.linePos(offset);
      return { file: `${file}:${line}:${col}`, path: '', message: `not valid YAML: ${message}` };
    });
    return { ok: false, issues };
  }
  const value: unknown = document.toJS();
  return { ok: true, value };
}
