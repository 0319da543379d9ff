import { createHash } from 'node:crypto';
import { readAssembly } from '../audit/assembly/read-assembly';
import { textOf } from '../audit/assembly/template-file';

/** SHA-256 of every template of a cloud assembly, by its file, sorted: what a report speaks of. */
export function templateHashes(assembly: string): Readonly<Record<string, string>> {
  const hashes = readAssembly(assembly).map((stack): [string, string] => [
    stack.templateFile,
    createHash('sha256').update(textOf(stack)).digest('hex'),
  ]);
  return Object.fromEntries(hashes.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
