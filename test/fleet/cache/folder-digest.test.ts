import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOfFolder } from '../../../lib/fleet/cache/folder-digest';

let root: string;
let source: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'tenantry-digest-')));
  source = join(root, 'source');
  mkdirSync(join(source, 'node_modules/dependency'), { recursive: true });
  mkdirSync(join(root, 'outside'));
  writeFileSync(join(source, 'index.js'), 'one');
  writeFileSync(join(source, 'node_modules/dependency/index.js'), 'one');
  writeFileSync(join(root, 'outside/file'), 'one');
  symlinkSync('index.js', join(source, 'link'));
  symlinkSync('../outside', join(source, 'out'));
  mkdirSync(join(root, 'source-beside'));
  writeFileSync(join(root, 'source-beside/file'), 'one');
  symlinkSync('../source-beside', join(source, 'beside'));
});
afterEach(() => rmSync(root, { recursive: true }));

test('is the same for the same', () => {
  expect(digestOfFolder(source)).toBe(digestOfFolder(source));
});

test.each<[string, () => void]>([
  ['a file', () => writeFileSync(join(source, 'index.js'), 'two')],
  ['a dependency that lies in it', () => writeFileSync(join(source, 'node_modules/dependency/index.js'), 'two')],
  ['who may execute a file', () => chmodSync(join(source, 'index.js'), 0o755)],
  ['an empty folder', () => mkdirSync(join(source, 'empty'))],
  [
    'what a link leads to outside of it, whose name begins with its own',
    () => writeFileSync(join(root, 'source-beside/file'), 'two'),
  ],
  ['what a link leads to outside of it', () => writeFileSync(join(root, 'outside/file'), 'two')],
  [
    'where a link leads',
    () => {
      rmSync(join(source, 'link'));
      symlinkSync('nowhere', join(source, 'link'));
    },
  ],
])('tells of a change of %s', (_, change) => {
  const before = digestOfFolder(source);
  change();

  expect(digestOfFolder(source)).not.toBe(before);
});

test('tells two files from one that holds the name of the other', () => {
  for (const name of ['two', 'one']) mkdirSync(join(root, name));
  writeFileSync(join(root, 'two/a'), '');
  writeFileSync(join(root, 'two/b'), '');
  writeFileSync(join(root, 'one/a'), '/b\n\n');

  expect(digestOfFolder(join(root, 'one'))).not.toBe(digestOfFolder(join(root, 'two')));
});

test('comes to an end where links lead back', () => {
  symlinkSync('../source', join(root, 'outside/back'));
  symlinkSync('.', join(source, 'self'));

  expect(digestOfFolder(source)).toMatch(/^[0-9a-f]{64}$/);
});

test('passes over what is no file, which an asset cannot hold', async () => {
  const before = digestOfFolder(source);
  const server = createServer().listen(join(source, 'server.sock')).unref();
  await once(server, 'listening');

  expect(digestOfFolder(source)).toBe(before);
});
