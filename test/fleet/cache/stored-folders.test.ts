import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoredFolders } from '../../../lib/fleet/cache/stored-folders';
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
  stored.restore('key', join(root, 'again'));

  expect(stored.find('key')).toEqual({ about: 'it' });
  expect(readFolder(join(root, 'again'))).toEqual({ 'made/sub/file': 'content' });
});

test('keeps what the first of two runs has stored under a key', () => {
  stored.store('key', root, ['made'], 'first');
  stored.store('key', root, ['made'], 'second');

  expect(stored.find('key')).toBe('first');
  expect(readdirSync(join(root, 'store'))).toEqual(['key']);
});

test('takes files whose time has changed for what they are', () => {
  stored.store('key', root, ['made'], 'about');
  utimesSync(join(root, 'store/key/made/sub/file'), new Date(0), new Date(0));

  expect(stored.find('key')).toBe('about');
});

test('knows nothing of an entry that a run was cut off in', () => {
  mkdirSync(join(root, 'store/key'), { recursive: true });
  writeFileSync(join(root, 'store/key/entry.json'), 'b7a6\n{"about":');

  expect(stored.find('key')).toBeUndefined();
  expect(readdirSync(join(root, 'store'))).toEqual([]);
});

test('removes what nobody has asked for in a while', () => {
  for (const key of ['old', 'asked-for', 'new']) stored.store(key, root, ['made'], key);
  const longAgo = new Date(Date.now() - 15 * DAY_MS);
  for (const key of ['old', 'asked-for']) utimesSync(join(root, 'store', key), longAgo, longAgo);
  stored.find('asked-for');
  stored.prune(14 * DAY_MS);

  expect(readdirSync(join(root, 'store')).toSorted()).toEqual(['asked-for', 'new']);
});
