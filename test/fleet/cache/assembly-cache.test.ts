import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssemblyCache } from '../../../lib/fleet/cache/assembly-cache';

let root: string;
let directory: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tenantry-cache-'));
  directory = join(root, 'project', 'cache');
});
afterEach(() => rmSync(root, { recursive: true }));

const part = {
  id: 'acme',
  manifest: { frame: '{}', artifacts: {} },
  directories: ['assembly-acme'],
  assets: [],
  sources: {},
  shape: 'shape',
  stacks: 0,
  resources: 0,
  templateBytes: 0,
} as unknown as Parameters<AssemblyCache['store']>[2];

test.each<[string, (cache: AssemblyCache) => void]>([
  ['a part', (cache) => cache.store('key', root, part)],
  ['a shape', (cache) => cache.storeCleanShape('shape')],
  ['a report', (cache) => cache.storeReport('key', { version: '1', title: '', pluginReports: [] })],
])('keeps the folder that it makes for %s out of git', (_, store) => {
  mkdirSync(join(root, 'assembly-acme'));
  store(new AssemblyCache(directory, 'code'));

  expect(readFileSync(join(directory, '.gitignore'), 'utf8')).toBe('*\n');
});

test('leaves a folder that is there as it is', () => {
  mkdirSync(directory, { recursive: true });
  new AssemblyCache(directory, 'code').storeCleanShape('shape');
  expect(readdirSync(directory)).toEqual(['clean-shapes']);

  writeFileSync(join(directory, '.gitignore'), 'own');
  new AssemblyCache(directory, 'code').storeCleanShape('other');
  expect(readFileSync(join(directory, '.gitignore'), 'utf8')).toBe('own');
});

test('makes no folder before there is something to keep', () => {
  const cache = new AssemblyCache(directory, 'code');

  expect([cache.has('key'), cache.isCleanShape('shape'), cache.report('key')]).toEqual([false, false, undefined]);
  cache.prune();
  expect(readdirSync(root)).toEqual([]);
});
