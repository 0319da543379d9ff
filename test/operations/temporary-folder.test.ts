import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { inTemporaryFolder, removeTemporaryFolders } from '../../lib/operations/temporary-folder';

// Of this run of the test alone.
const MARK = `tenantry-temporary-${process.pid}`;
const PREFIX = `${MARK}-mine-`;
const LONG_AGO = new Date('2020-01-01');

const left = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith(MARK));

afterEach(() => {
  for (const name of left()) rmSync(join(tmpdir(), name), { recursive: true });
});

test('a folder is there while it is used, and gone afterwards, whatever came of it', async () => {
  const used = await inTemporaryFolder(PREFIX, (folder) => {
    expect(existsSync(folder)).toBe(true);
    return Promise.resolve(folder);
  });

  await expect(inTemporaryFolder(PREFIX, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(basename(used)).toMatch(new RegExp(`^${PREFIX}${process.pid}-`));
  expect(left()).toEqual([]);
});

test('a process that ends in the middle removes its own, and not those of another container, where processes have the same numbers', async () => {
  const prefix = 'tenantry-test-';
  const another = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  try {
    await inTemporaryFolder(prefix, (folder) => {
      removeTemporaryFolders();
      expect(existsSync(folder)).toBe(false);
      expect(existsSync(another)).toBe(true);
      return Promise.resolve();
    });
  } finally {
    rmSync(another, { recursive: true, force: true });
  }
});

test('what killed runs left long ago is removed, and nothing else', async () => {
  const gone = Number(execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }));
  const leave = (name: string, at: Date): string => {
    mkdirSync(join(tmpdir(), name));
    utimesSync(join(tmpdir(), name), at, at);
    return name;
  };
  leave(`${PREFIX}${gone}-abcdef`, LONG_AGO);
  const kept = [
    // Perhaps of a process in another container; in use; of somebody else.
    leave(`${PREFIX}${gone}-ghijkl`, new Date()),
    leave(`${PREFIX}${process.pid}-abcdef`, LONG_AGO),
    leave(`${PREFIX}notes`, LONG_AGO),
    leave(`${MARK}-other-${gone}-abcdef`, LONG_AGO),
  ];

  await inTemporaryFolder(PREFIX, () => Promise.resolve());

  expect(left().toSorted()).toEqual(kept.toSorted());
});
