import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Reads a file of {@link writeSealed}.
 *
 * @returns undefined if there is none, or if its content is not what was written
 */
export function readSealed(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  const end = text.indexOf('\n');
  const content = text.slice(end + 1);
  return end > 0 && text.slice(0, end) === digest(content) ? (JSON.parse(content) as unknown) : undefined;
}

/** Writes a value as JSON, sealed with its digest: whole or not at all, whoever else writes it. */
export function writeSealed(file: string, value: unknown): void {
  const content = JSON.stringify(value);
  mkdirSync(dirname(file), { recursive: true });
  const whole = `${file}.${process.pid}`;
  writeFileSync(whole, `${digest(content)}\n${content}`);
  renameSync(whole, file);
}

function digest(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}
