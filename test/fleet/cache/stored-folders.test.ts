import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSealed } from '../../../lib/fleet/cache/sealed-file';
import { STORED_FORMAT, StoredFolders } from '../../../lib/fleet/cache/stored-folders';
import { readFolder } from '../../support/read-folder';

const DAY_MS = 24 * 60 * 60 * 1000;

let root: string;
let stored: StoredFolders;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tenantry-stored-'));
  stored = new StoredFolders(join(root, 'store'));
  mkdirSync(join(root, 'made/sub'), { recursive: true });
  writeFileSync(join(root, 'made/sub/file'), 'content');
  writeFileSync(join(root, 'left-out'), 'not asked for');
});
afterEach(() => rmSync(root, { recursive: true }));

test('gives back the folders that were stored, and what was said about them', () => {
  stored.store('key', root, ['made'], { about: 'it' });
  mkdirSync(join(root, 'again'));
  const entry = stored.find('key');
  entry?.restore(join(root, 'again'));

  expect(entry?.about).toEqual({ about: 'it' });
  expect(readFolder(join(root, 'again'))).toEqual({ 'made/sub/file': 'content' });
});

test('gives back what an asset may be beside plain files: programs, links and empty folders', () => {
  writeFileSync(join(root, 'made/program'), '#!/bin/sh', { mode: 0o755 });
  mkdirSync(join(root, 'made/empty'));
  symlinkSync('sub', join(root, 'made/link'));
  symlinkSync('nowhere', join(root, 'made/dangling'));
  stored.store('key', root, ['made'], 'about');
  mkdirSync(join(root, 'again'));
  stored.find('key')?.restore(join(root, 'again'));

  const again = join(root, 'again/made');
  expect(statSync(join(again, 'program')).mode & 0o777).toBe(0o555);
  expect(readdirSync(join(again, 'empty'))).toEqual([]);
  expect([readlinkSync(join(again, 'link')), readlinkSync(join(again, 'dangling'))]).toEqual(['sub', 'nowhere']);
  expect(stored.find('key')?.isIn(join(root, 'again'))).toBe(true);
});

test('gives back a file that was stored by itself', () => {
  stored.store('key', root, ['left-out'], 'about');
  mkdirSync(join(root, 'again'));
  stored.find('key')?.restore(join(root, 'again'));

  expect(readFolder(join(root, 'again'))).toEqual({ 'left-out': 'not asked for' });
});

test('removes within an hour what a run that was killed had begun', () => {
  const begun = ['key.4711', 'key.gone-4711', 'other.4711'].map((name) => join(root, 'store', name));
  for (const each of begun) mkdirSync(each, { recursive: true });
  const anHourAgo = new Date(Date.now() - 61 * 60 * 1000);
  for (const each of begun.slice(0, 2)) utimesSync(each, anHourAgo, anHourAgo);
  stored.prune(14 * DAY_MS);

  expect(readdirSync(join(root, 'store'))).toEqual(['other.4711']);
});

test('keeps what the first of two runs has stored under a key', () => {
  stored.store('key', root, ['made'], 'first');
  stored.store('key', root, ['made'], 'second');

  expect(stored.find('key')?.about).toBe('first');
  expect(readdirSync(join(root, 'store'))).toEqual(['key']);
});

test('takes files whose time has changed for what they are', () => {
  stored.store('key', root, ['made'], 'about');
  utimesSync(join(root, 'store/key/made/sub/file'), new Date(0), new Date(0));

  expect(stored.find('key')?.about).toBe('about');
});

test.each([
  ['of another length, though as old', 'more content', true],
  ['of the same length', 'CONTENT', false],
])('knows nothing of an entry whose file has become another one %s', (_, content, isAsOld) => {
  utimesSync(join(root, 'made/sub/file'), new Date(0), new Date(0));
  stored.store('key', root, ['made'], 'about');
  const kept = join(root, 'store/key/made/sub/file');
  chmodSync(kept, 0o644);
  writeFileSync(kept, content);
  if (isAsOld) utimesSync(kept, new Date(0), new Date(0));

  expect(stored.find('key')).toBeUndefined();
});

test('knows nothing of an entry that a run was cut off in', () => {
  mkdirSync(join(root, 'store/key'), { recursive: true });
  writeFileSync(join(root, 'store/key', `entry-${STORED_FORMAT}.json`), 'b7a6\n{"about":');

  expect(stored.find('key')).toBeUndefined();
  expect(readdirSync(join(root, 'store'))).toEqual([]);
});

test('knows nothing of what an earlier version has stored', () => {
  writeSealed(join(root, 'store/key/entry.json'), { about: 'it', files: [] });

  expect(stored.find('key')).toBeUndefined();
});

test('removes what nobody has asked for in a while', () => {
  for (const key of ['old', 'asked-for', 'new']) stored.store(key, root, ['made'], key);
  const longAgo = new Date(Date.now() - 15 * DAY_MS);
  for (const key of ['old', 'asked-for']) utimesSync(join(root, 'store', key), longAgo, longAgo);
  const lately = new Date(Date.now() - 13 * DAY_MS);
  utimesSync(join(root, 'store', 'new'), lately, lately);
  stored.find('asked-for');
  stored.prune(14 * DAY_MS);

  expect(readdirSync(join(root, 'store')).toSorted()).toEqual(['asked-for', 'new']);
});

describe('a folder it was restored to', () => {
  let again: string;

  beforeEach(() => {
    symlinkSync('sub', join(root, 'made/link'));
    stored.store('key', root, ['made'], 'about');
    again = join(root, 'again');
    mkdirSync(again);
    stored.find('key')?.restore(again);
  });

  test('keeps what is there already', () => {
    rmSync(join(again, 'made/sub/file'));
    writeFileSync(join(again, 'made/sub/file'), 'of somebody else');
    stored.find('key')?.restore(again);

    expect(readFolder(join(again, 'made/sub'))).toEqual({ file: 'of somebody else' });
  });

  test('is known by its files', () => {
    expect(stored.find('key')?.isIn(again)).toBe(true);
  });

  test.each<[string, (made: string) => void]>([
    ['lacks a file', (made) => rmSync(join(made, 'sub/file'))],
    ['has a file more', (made) => writeFileSync(join(made, 'more'), '')],
    ['has a file more in a folder of it', (made) => writeFileSync(join(made, 'sub/more'), '')],
    [
      'has another file of that name',
      (made) => {
        rmSync(join(made, 'sub/file'));
        writeFileSync(join(made, 'sub/file'), 'content');
      },
    ],
    [
      'has a link that leads elsewhere',
      (made) => {
        rmSync(join(made, 'link'));
        symlinkSync('elsewhere', join(made, 'link'));
      },
    ],
    [
      'has a link to the file',
      (made) => {
        rmSync(join(made, 'sub/file'));
        symlinkSync(join(root, 'store/key/made/sub/file'), join(made, 'sub/file'));
      },
    ],
    [
      'is a link to a folder with the same files',
      (made) => {
        renameSync(made, `${made}-moved`);
        symlinkSync(`${made}-moved`, made);
      },
    ],
    ['is gone', (made) => rmSync(made, { recursive: true })],
  ])('is not taken for what was restored if it %s', (_, change) => {
    change(join(again, 'made'));

    expect(stored.find('key')?.isIn(again)).toBe(false);
  });
});
