import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../../lib/errors';
import { replaceAssembly } from '../../lib/fleet/assembly-directory';

let parent: string;
let directory: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'tenantry-assembly-'));
  directory = join(parent, 'cdk.out');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

function writeAssembly(fresh: string, text: string): void {
  mkdirSync(fresh);
  writeFileSync(join(fresh, 'cdk.out'), '{}');
  writeFileSync(join(fresh, text), text);
}

test('puts the new assembly in the place of the old one, of which nothing stays', () => {
  replaceAssembly(directory, (fresh) => writeAssembly(fresh, 'old'));

  replaceAssembly(directory, (fresh) => writeAssembly(fresh, 'new'));

  expect(readdirSync(directory).toSorted()).toEqual(['cdk.out', 'new']);
  expect(readdirSync(parent)).toEqual(['cdk.out']);
});

test('keeps the old assembly when writing the new one fails', () => {
  replaceAssembly(directory, (fresh) => writeAssembly(fresh, 'old'));

  const failing = () =>
    replaceAssembly(directory, (fresh) => {
      mkdirSync(fresh);
      throw new Error('disk full');
    });

  expect(failing).toThrow('disk full');
  expect(readFileSync(join(directory, 'old'), 'utf8')).toBe('old');
  expect(readdirSync(parent)).toEqual(['cdk.out']);
});

test('refuses to replace a folder that is not a cloud assembly', () => {
  mkdirSync(directory);
  writeFileSync(join(directory, 'thesis.txt'), 'years of work');

  expect(() => replaceAssembly(directory, (fresh) => writeAssembly(fresh, 'new'))).toThrow(
    new UsageError(
      `"${directory}" is not empty and not a cloud assembly (it has no file "cdk.out"); give an empty folder to --output, or remove it`,
    ),
  );
  expect(existsSync(join(directory, 'thesis.txt'))).toBe(true);
});
