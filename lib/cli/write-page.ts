import { stat, writeFile } from 'node:fs/promises';
import type { Reporter } from './console-reporter';
import { writeWholeFile } from '../write-whole-file';

/** Writes a page where the user wants it, whole or not at all, and says so. What is no file, such as `/dev/stdout`, is written to and not replaced. */
export async function writePage(path: string, page: string, reporter: Reporter): Promise<void> {
  const known = await stat(path).catch(() => undefined);
  if (known === undefined || known.isFile()) await writeWholeFile(path, page);
  else await writeFile(path, page);
  reporter.info(`wrote ${path}`);
}
