import { type Piece, type Text, type Value, concatenate, known } from './value';

/** Stand for a piece that is no known text, while its text is parsed; of Unicode's private use area. */
const OPEN = '\uE000';
const CLOSE = '\uE001';
const MARK = /\uE000(\d+)\uE001/;

/** A text that holds JSON, taken apart. */
export interface ParsedJson {
  readonly content: unknown;
  /** Value of a text in it, or of a key. */
  readonly valueOf: (text: string) => Value;
}

/** Parses a text that may hold JSON with unknown pieces in it; undefined if it does not hold an object or a list. */
export function parseJsonText(text: Text): ParsedJson | undefined {
  const first = text[0];
  if (first?.kind !== 'text' || !/^\s*[[{]/.test(first.text)) return undefined;
  const source = text.map((piece, index) => (piece.kind === 'text' ? piece.text : `${OPEN}${index}${CLOSE}`)).join('');
  if (isTooDeep(source)) return undefined;
  const content =
    parsed(source) ?? parsed(source.replaceAll(new RegExp(`(?<=[:,[]\\s*)${MARK.source}(?=\\s*[,\\]}])`, 'g'), '"$&"'));
  if (typeof content !== 'object' || content === null) return undefined;
  return { content, valueOf: (inner) => withPieces(inner, text) };
}

/** Deeper than this, a text in brackets is no data. */
const MAX_DEPTH = 400;

function isTooDeep(source: string): boolean {
  let depth = 0;
  for (const [bracket] of source.matchAll(/[[\]{}]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

function parsed(source: string): unknown {
  try {
    return JSON.parse(source) as unknown;
  } catch {
    return undefined;
  }
}

function withPieces(inner: string, text: Text): Value {
  if (!inner.includes(OPEN)) return known(inner);
  // Odd parts are the numbers of pieces.
  return concatenate(
    inner.split(MARK).map((part, index) => (index % 2 === 0 ? known(part) : [[text[Number(part)] as Piece]])),
  );
}
