import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Every file below a folder, with its content. */
export function readFolder(directory: string): Readonly<Record<string, string>> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted();
  return Object.fromEntries(files.map((file) => [file.slice(directory.length + 1), readFileSync(file, 'utf8')]));
}
