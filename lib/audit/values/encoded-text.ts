import { type Text, literalText } from './value';

const BASE_64 = /^[A-Za-z0-9+/]+={0,2}$/;
/** Shorter texts are words. */
const SHORTEST = 24;
/** Text as people and programs write it; bytes of a key or a hash are none. */
const READABLE = /^[\t\n\r\u0020-\u007E]+$/;

/** What is in a text that is written in base 64, as `UserData` is; undefined for any other text. */
export function decodedText(text: Text): string | undefined {
  const known = literalText(text)?.trim() ?? '';
  if (known.length < SHORTEST || known.length % 4 !== 0 || !BASE_64.test(known)) return undefined;
  const decoded = Buffer.from(known, 'base64').toString('utf8');
  return READABLE.test(decoded) ? decoded : undefined;
}
