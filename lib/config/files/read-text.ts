import { readFile } from 'node:fs/promises';
import type { Issue } from '../../errors';
import { systemReason } from '../../system-error';

/** The text of a file, or why it cannot be read as text. */
export type TextContent =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** What git leaves in a file where it could not merge. */
const MERGE_MARKER = /^(<{7}|>{7}|={7})( .*)?$/m;

/**
 * Reads a file as UTF-8, with or without a byte order mark.
 *
 * @param file named in issues as given
 */
export async function readText(file: string): Promise<TextContent> {
  const refused = (message: string, line?: number): TextContent => ({
    ok: false,
    issues: [{ file: line === undefined ? file : `${file}:${line}`, path: '', message }],
  });
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const reason = systemReason(error);
    if (reason === undefined) throw error;
    return refused(`cannot be read: ${reason}`);
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refused('is no text in UTF-8; save it in that encoding');
  }
  if (text.trim() === '') return refused('is empty; expected a group of settings');
  const marker = MERGE_MARKER.exec(text);
  if (marker) {
    const line = text.slice(0, marker.index).split('\n').length;
    return refused(`"${marker[0]}" is left of a merge; decide which side stays`, line);
  }
  return { ok: true, text };
}
