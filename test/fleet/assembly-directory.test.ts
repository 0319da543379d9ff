import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../../lib/errors';
import { type AssemblyFolders, replaceAssembly } from '../../lib/fleet/assembly-directory';

let parent: string;
let directory: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'tenantry-assembly-'));
  directory = join(parent, 'cdk.out');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

async function writeAssembly({ fresh, scratch }: AssemblyFolders, text: string): Promise<void> {
  mkdirSync(fresh);
  writeFileSync(join(scratch, 'on-its-way'), text);
  writeFileSync(join(fresh, 'cdk.out'), '{}');
  writeFileSync(join(fresh, text), text);
}

test('puts the new assembly in the place of the old one, of which nothing stays', async () => {
  await replaceAssembly(directory, (folders) => writeAssembly(folders, 'old'));

  await replaceAssembly(directory, (folders) => writeAssembly(folders, 'new'));

  expect(readdirSync(directory).toSorted()).toEqual(['cdk.out', 'new']);
  expect(readdirSync(parent)).toEqual(['cdk.out']);
});

test('keeps the old assembly when writing the new one fails', async () => {
  await replaceAssembly(directory, (folders) => writeAssembly(folders, 'old'));

  const failing = replaceAssembly(directory, ({ fresh }) => {
    mkdirSync(fresh);
    return Promise.reject(new Error('disk full'));
  });

  await expect(failing).rejects.toThrow('disk full');
  expect(readFileSync(join(directory, 'old'), 'utf8')).toBe('old');
  expect(readdirSync(parent)).toEqual(['cdk.out']);
});

test('refuses to replace a folder that is not a cloud assembly', async () => {
  mkdirSync(directory);
  writeFileSync(join(directory, 'thesis.txt'), 'years of work');

  await expect(replaceAssembly(directory, (folders) => writeAssembly(folders, 'new'))).rejects.toThrow(
    new UsageError(
      `"${directory}" is not empty and not a cloud assembly (it has no file "cdk.out"); give an empty folder to --output, or remove it`,
    ),
  );
  expect(existsSync(join(directory, 'thesis.txt'))).toBe(true);
});

test('removes what a killed run had begun, and leaves alone what another run is making', async () => {
  const [killed, running] = [`${directory}.partial-99999999`, `${directory}.partial-${process.ppid}`];
  mkdirSync(killed);
  mkdirSync(running);

  await replaceAssembly(directory, (folders) => writeAssembly(folders, 'new'));

  expect({ killed: existsSync(killed), running: existsSync(running) }).toEqual({ killed: false, running: true });
});
