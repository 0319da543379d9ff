/** Control characters, which a terminal would obey. */
const CONTROL = /\p{Cc}/gu;

/** Most characters of a file that a message quotes. */
const MOST = 120;

/** What is quoted from a file, on one line, without control characters, and not longer than a message should be. */
export function printable(text: string): string {
  const line = text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(CONTROL, (character) => `\\u${character.codePointAt(0)?.toString(16).padStart(4, '0')}`);
  return line.length > MOST ? `${line.slice(0, MOST)}…` : line;
}
