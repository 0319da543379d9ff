import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CfnResource } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { addTenantStages } from '../../lib/add-stages';
import { addTenants, buildApp } from '../../lib/app';
import { createApp } from '../../lib/create-app';
import type { Blueprint } from '../../lib/blueprint';
import { loadRegistry } from '../../lib/config/load-registry';
import type { Registry } from '../../lib/config/registry';
import type { Tenant } from '../../lib/config/tenant';
import { partDefiner } from '../../lib/define-part';
import { AssemblyCache } from '../../lib/fleet/cache/assembly-cache';
import { STORED_FORMAT } from '../../lib/fleet/cache/stored-folders';
import { type FleetSynthesis, type SynthesisProgress, synthesizeFleet } from '../../lib/fleet/synthesize-fleet';
import type { DefinePart } from '../../lib/fleet/synthesis/fleet-part';
import { type SynthesisTask, inProcess } from '../../lib/fleet/synthesis/synthesizer';
import { readFolder } from '../support/read-folder';

// The sample fleet is synthesized up to three times in a test, by cores that may have other work.
let sample: Registry;
let folder: string;
/** Every task of the run, as its kind and the ids of its parts. */
let tasks: string[];

beforeAll(async () => {
  sample = await loadRegistry({ directory: 'tenants' });
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenantry-synthesis-'));
  tasks = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Run {
  readonly registry?: Registry;
  readonly define?: DefinePart;
  readonly cache?: string;
  readonly code?: string;
  readonly onProgress?: (progress: SynthesisProgress) => void;
}

async function synthesize({
  registry = sample,
  define = partDefiner(),
  cache,
  code = 'code',
  onProgress,
}: Run = {}): Promise<FleetSynthesis & { readonly files: Readonly<Record<string, string>> }> {
  const output = join(folder, 'cdk.out');
  tasks = [];
  const synthesis = await synthesizeFleet({
    registry,
    organization: true,
    output,
    code,
    onProgress,
    cache: cache === undefined ? undefined : new AssemblyCache(join(folder, cache), code),
    startSynthesizer: async () => {
      const { run, close } = inProcess(define);
      return {
        run: (batch: readonly SynthesisTask[], done) => {
          tasks.push(...batch.map(({ kind, part }) => `${kind} ${part.id}`));
          return run(batch, done);
        },
        close,
      };
    },
  });
  return { ...synthesis, files: readFolder(output) };
}

function synthesizeInOneApp(registry: Registry, blueprint?: Blueprint): Readonly<Record<string, string>> {
  const outdir = join(folder, 'one-app');
  rmSync(outdir, { recursive: true, force: true });
  buildApp(registry, { outdir, failOnFindings: false, organization: true, ...(blueprint && { blueprint }) }).synth();
  return readFolder(outdir);
}

/** Apps of parts with a blueprint of the test's own. */
function withBlueprint(blueprint: Blueprint): DefinePart {
  return ({ id, registry }, { outdir, checked }) => {
    const app = createApp({ outdir, failOnFindings: false, ...(!checked && { templateValidation: false }) });
    const tenants = id === 'organization' ? [] : registry.tenants;
    (checked ? addTenants : addTenantStages)(app, { ...registry, tenants }, blueprint);
    return Promise.resolve(app);
  };
}

const deployable = (): string[] =>
  sample.tenants.filter(({ accountId, state }) => accountId !== undefined && state === 'active').map(({ id }) => id);

test('makes the same bytes as one app with all tenants', async () => {
  const { files } = await synthesize();

  expect(files).toEqual(synthesizeInOneApp(sample));
  expect(Object.keys(files).filter((name) => name.endsWith('.template.json')).length).toBeGreaterThan(10);
});

test('tells how far each kind of work is', async () => {
  const registry = { ...sample, tenants: sample.tenants.filter(({ id }) => id === 'hooli' || id === 'initech') };
  const told: string[] = [];

  await synthesize({ registry, onProgress: ({ kind, done, total }) => told.push(`${kind} ${done} of ${total}`) });

  // The organization is a part too, and is checked by itself.
  expect(told).toEqual([
    ...[0, 1, 2, 3].map((done) => `synthesize ${done} of 3`),
    ...[0, 1, 2].map((done) => `check ${done} of 2`),
  ]);
});

test('makes an assembly without tenants when none can be deployed', async () => {
  const registry = { ...sample, tenants: [] };
  const output = join(folder, 'cdk.out');
  await synthesizeFleet({
    registry,
    organization: false,
    output,
    code: '',
    startSynthesizer: () => Promise.resolve(inProcess(partDefiner())),
  });

  buildApp(registry, { outdir: join(folder, 'one-app'), failOnFindings: false }).synth();
  expect(readFolder(output)).toEqual(readFolder(join(folder, 'one-app')));
});

describe('with a cache', () => {
  test('does nothing for a fleet that has not changed, and gives the same bytes', async () => {
    const fresh = await synthesize({ cache: 'cache' });
    const again = await synthesize({ cache: 'cache' });

    expect(tasks).toEqual([]);
    expect(again).toEqual({ ...fresh, reused: deployable().length + 1 });
  });

  test('synthesizes the tenant that has changed, and what belongs to all', async () => {
    await synthesize({ cache: 'cache' });
    const [first, ...others] = sample.tenants;
    const changed = { ...sample, tenants: [{ ...first!, monthlyBudgetUsd: 123 }, ...others] };
    const { files } = await synthesize({ cache: 'cache', registry: changed });

    expect(tasks.filter((task) => task.startsWith('synthesize'))).toEqual([
      `synthesize ${first!.id}`,
      'synthesize organization',
    ]);
    expect(files).toEqual(synthesizeInOneApp(changed));
  });

  test('leaves out a tenant that is gone', async () => {
    await synthesize({ cache: 'cache' });
    const { files } = await synthesize({
      cache: 'cache',
      registry: { ...sample, tenants: sample.tenants.filter(({ id }) => id !== deployable()[0]) },
    });

    expect(Object.keys(files).filter((name) => name.startsWith(`assembly-${deployable()[0]}/`))).toEqual([]);
  });

  test('takes nothing that other code has made', async () => {
    await synthesize({ cache: 'cache', code: 'before' });
    const { reused } = await synthesize({ cache: 'cache', code: 'after' });

    expect(reused).toBe(0);
  });

  test('keeps what was synthesized before a run was cut off', async () => {
    const define = partDefiner();
    const cutOff: DefinePart = (part, options) => {
      if (part.id === deployable()[1]) throw new Error('cut off');
      return define(part, options);
    };
    await expect(synthesize({ cache: 'cache', define: cutOff })).rejects.toThrow('cut off');
    const { reused, files } = await synthesize({ cache: 'cache' });

    expect(reused).toBe(1);
    expect(files).toEqual(synthesizeInOneApp(sample));
  });

  test.each<[string, (file: string) => void]>([
    ['changed', (file) => writeFileSync(file, '{}')],
    ['cut short', (file) => truncateSync(file, 10)],
    ['removed', unlinkSync],
  ])('makes anew what was %s in the cache', async (_, damage) => {
    const fresh = await synthesize({ cache: 'cache' });
    const entries = readdirSync(join(folder, 'cache/parts'));
    for (const [index, entry] of entries.entries()) {
      const names = readdirSync(join(folder, 'cache/parts', entry), { recursive: true, encoding: 'utf8' });
      const files = names.filter((name) => name.endsWith('.json')).toSorted();
      const file = join(folder, 'cache/parts', entry, files[index % files.length]!);
      chmodSync(file, 0o644);
      damage(file);
    }
    for (const asset of readdirSync(join(folder, 'cache/assets'))) {
      writeFileSync(join(folder, 'cache/assets', asset, `entry-${STORED_FORMAT}.json`), 'no entry');
    }
    const again = await synthesize({ cache: 'cache' });

    expect(again).toEqual(fresh);
    expect((await synthesize({ cache: 'cache' })).reused).toBe(entries.length);
  });
});

describe('a folder that a blueprint makes an asset of', () => {
  let source: string;
  const run = (): ReturnType<typeof synthesize> =>
    synthesize({
      cache: 'cache',
      registry: { ...sample, tenants: sample.tenants.filter(({ id }) => id === deployable()[0]) },
      define: withBlueprint((scope) => void new Asset(scope, 'Code', { path: source })),
    });

  beforeEach(() => {
    source = join(folder, 'source');
    mkdirSync(join(source, 'node_modules/dependency'), { recursive: true });
    writeFileSync(join(source, 'node_modules/dependency/index.js'), 'one');
    writeFileSync(join(source, 'bootstrap'), '#!/bin/sh', { mode: 0o755 });
    symlinkSync('bootstrap', join(source, 'link'));
    symlinkSync('node_modules', join(source, 'folder-link'));
  });

  test.each(['anew', 'from the cache'])('keeps its programs and links when it is made %s', async (made) => {
    if (made === 'from the cache') {
      await run();
      rmSync(join(folder, 'cdk.out'), { recursive: true });
    }
    const { files } = await run();

    const asset = Object.keys(files).find((name) => name.endsWith('/bootstrap'))!;
    const place = join(folder, 'cdk.out', asset, '..');
    expect(statSync(join(place, 'bootstrap')).mode & 0o111).toBe(0o111);
    expect([readlinkSync(join(place, 'link')), readlinkSync(join(place, 'folder-link'))]).toEqual([
      'bootstrap',
      'node_modules',
    ]);
  });

  test('is looked at with the dependencies that lie in it', async () => {
    await run();
    writeFileSync(join(source, 'node_modules/dependency/index.js'), 'two');
    const { files } = await run();

    const dependency = Object.keys(files).find((name) => name.endsWith('/dependency/index.js'))!;
    expect(files[dependency]).toBe('two');
  });

  test('is known as it is now by the run after the one that found it changed', async () => {
    await run();
    writeFileSync(join(source, 'bootstrap'), '#!/bin/bash', { mode: 0o755 });
    const changed = await run();
    const again = await run();

    expect(again).toEqual({ ...changed, reused: 2 });
  });
});

describe('checks', () => {
  /** Breaks rules in some tenants, acknowledges it in others. */
  const careless: Blueprint = (scope, { tier, id }) => {
    if (tier === 'free') new Bucket(scope, 'Careless');
    else if (id === deployable().at(-1))
      new CfnResource(scope, 'Wrong', { type: 'AWS::SQS::Queue', properties: { Delay: id } });
    else new Bucket(scope, 'Careful', { enforceSSL: true, versioned: true });
  };

  test('one tenant of each shape alone when nothing is found', async () => {
    const one = sample.tenants.find(({ id }) => id === 'acme');
    const renamed = JSON.parse(JSON.stringify(one).replaceAll('acme', 'twin').replaceAll('Acme', 'Twin')) as Tenant;
    const twin = { ...renamed, accountId: '999988887777' };
    await synthesize({ registry: { ...sample, tenants: [one!, twin] } });

    expect(tasks).toEqual([
      'synthesize acme',
      'synthesize twin',
      'synthesize organization',
      'check acme',
      'check organization',
    ]);
  });

  test('find what they find in one app with all tenants, and report it in the same bytes', async () => {
    const { files, findings } = await synthesize({ define: withBlueprint(careless) });
    const one = synthesizeInOneApp(
      { ...sample, organization: { ...sample.organization, rootId: undefined } },
      careless,
    );

    expect(findings.length).toBeGreaterThan(10);
    expect(files['validation-report.json']).toBe(one['validation-report.json']);
  });

  test('find the same again without being run', async () => {
    const define = withBlueprint(careless);
    const fresh = await synthesize({ define, cache: 'cache' });
    const again = await synthesize({ define, cache: 'cache' });

    expect(tasks).toEqual([]);
    expect(again.findings).toEqual(fresh.findings);
    expect(again.files).toEqual(fresh.files);
  });
});
