import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssemblyCache } from '../../../lib/fleet/cache/assembly-cache';
import { digestOfFolder } from '../../../lib/fleet/cache/folder-digest';
import { readFolder } from '../../support/read-folder';

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

describe('what manifests have in common', () => {
  const frame = JSON.stringify({ version: '1', note: 'x'.repeat(10_000) });
  const stored = { ...part, manifest: { nested: {}, frame } };
  const folders = () => ({ fresh: join(root, 'fresh'), earlier: join(root, 'earlier'), keep: () => undefined });
  const restore = (key: string) => new AssemblyCache(directory, 'code').restore(key, folders());
  const frameFile = () => join(directory, 'frames', readdirSync(join(directory, 'frames'))[0]!);

  beforeEach(() => {
    mkdirSync(join(root, 'assembly-acme'));
    const cache = new AssemblyCache(directory, 'code');
    cache.store('one', root, stored);
    cache.store('two', root, stored);
  });

  test('is kept once, and comes back with each part', () => {
    expect(readdirSync(join(directory, 'frames'))).toHaveLength(1);
    const names = readdirSync(join(directory, 'parts'), { recursive: true, encoding: 'utf8' });
    const entries = names.filter((name) => name.endsWith('.json')).map((name) => join(directory, 'parts', name));
    expect(entries.map((file) => readFileSync(file, 'utf8').includes('xxx'))).toEqual([false, false]);

    expect([restore('one'), restore('two')]).toEqual([stored, stored]);
  });

  test.each<[string, (file: string) => void]>([
    ['is gone', (file) => rmSync(file)],
    ['was changed', (file) => writeFileSync(file, readFileSync(file, 'utf8').replace('xxx', 'yyy'))],
  ])('makes parts anew where it %s', (_, damage) => {
    damage(frameFile());

    expect(restore('one')).toBeUndefined();
    new AssemblyCache(directory, 'code').store('one', root, stored);
    expect(restore('one')).toEqual(stored);
  });

  test('is kept as long as parts ask for it', () => {
    const longAgo = new Date(Date.now() - 30 * 24 * 60 * 60 * 1000);
    utimesSync(frameFile(), longAgo, longAgo);
    const cache = new AssemblyCache(directory, 'code');
    cache.restore('one', folders());
    cache.prune();
    expect(restore('one')).toEqual(stored);

    utimesSync(frameFile(), longAgo, longAgo);
    new AssemblyCache(directory, 'code').prune();
    expect(restore('one')).toBeUndefined();
  });
});

describe('a part with an asset', () => {
  const fresh = () => join(root, 'fresh');
  const source = () => join(root, 'source.js');
  const made = () => ({
    ...part,
    manifest: { nested: {}, frame: '{}' },
    assets: ['asset.1'],
    sources: { [source()]: digestOfFolder(source()) },
  });
  const restoreWith = (cache: AssemblyCache) =>
    cache.restore('key', { fresh: fresh(), earlier: join(root, 'earlier'), keep: () => undefined });
  const restore = () => restoreWith(new AssemblyCache(directory, 'code'));

  beforeEach(() => {
    for (const name of ['assembly-acme', 'asset.1']) {
      mkdirSync(join(root, name));
      writeFileSync(join(root, name, 'file'), name);
    }
    writeFileSync(source(), 'one');
    new AssemblyCache(directory, 'code').store('key', root, made());
  });

  test('comes back with its files and those of the asset', () => {
    expect(restore()).toEqual(made());
    expect(readFolder(fresh())).toEqual({ 'assembly-acme/file': 'assembly-acme', 'asset.1/file': 'asset.1' });
  });

  test('does not come back when what the asset was made of has changed, until it was made anew', () => {
    writeFileSync(source(), 'two');
    expect(restore()).toBeUndefined();

    new AssemblyCache(directory, 'code').store('key', root, made());
    expect(restore()).toEqual(made());
  });

  test('does not come back without its asset, which is kept again when it was made anew', () => {
    rmSync(join(directory, 'assets/asset.1'), { recursive: true });
    const cache = new AssemblyCache(directory, 'code');
    expect(restoreWith(cache)).toBeUndefined();

    cache.store('key', root, made());
    expect(restore()).toEqual(made());
  });
});

test('takes no shape for clean that other code has judged', () => {
  new AssemblyCache(directory, 'code').storeCleanShape('shape');

  expect(new AssemblyCache(directory, 'code').isCleanShape('shape')).toBe(true);
  expect(new AssemblyCache(directory, 'other').isCleanShape('shape')).toBe(false);
});

test('removes all that nobody has asked for in two weeks', () => {
  for (const name of ['assembly-acme', 'asset.1']) mkdirSync(join(root, name));
  const cache = new AssemblyCache(directory, 'code');
  cache.store('key', root, { ...part, assets: ['asset.1'] });
  cache.storeCleanShape('shape');
  cache.storeReport('key', { version: '1', title: '', pluginReports: [] });
  const kinds = readdirSync(directory).filter((name) => name !== '.gitignore');
  const longAgo = new Date(Date.now() - 15 * 24 * 60 * 60 * 1000);
  for (const kind of kinds) {
    const [name] = readdirSync(join(directory, kind));
    utimesSync(join(directory, kind, name!), longAgo, longAgo);
  }
  cache.prune();

  expect(kinds.map((kind) => [kind, readdirSync(join(directory, kind))])).toEqual([
    ['assets', []],
    ['clean-shapes', []],
    ['frames', []],
    ['parts', []],
    ['reports', []],
  ]);
});
