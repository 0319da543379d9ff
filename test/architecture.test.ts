import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');
const FOLDERS = ['bin', 'lib', 'constructs', 'tenants', 'bench', 'test'];

interface Cruise {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: {
    readonly ruleSetUsed: { readonly forbidden: readonly { readonly from: { readonly path?: string } }[] };
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
    }[];
  };
}

/** Runs the cruiser's command, because it is an ES module and these tests are not. */
function cruise(directory: string): Cruise {
  const output = execFileSync(
    process.execPath,
    [
      join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      join(ROOT, '.dependency-cruiser.cjs'),
      '--output-type',
      'json',
      ...FOLDERS.filter((folder) => existsSync(join(directory, folder))),
    ],
    { cwd: directory, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  const result: Cruise = JSON.parse(output);
  return result;
}

describe('this repository', () => {
  let result: Cruise;

  beforeAll(() => {
    result = cruise(ROOT);
  });

  test('is read: more than 50 of its own modules are found', () => {
    // With a TypeScript that the cruiser cannot use, it finds none and reports success.
    expect(
      result.modules.filter(({ source }) => source.endsWith('.ts') && !source.startsWith('node_modules/')).length,
    ).toBeGreaterThan(50);
  });

  test('imports only what its layers allow', () => {
    expect(result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} imports ${to}`)).toEqual([]);
  });

  test('has every file in a layer', () => {
    const layers = result.summary.ruleSetUsed.forbidden.flatMap(({ from }) =>
      from.path === undefined ? [] : [new RegExp(from.path)],
    );
    const own = result.modules
      .map(({ source }) => source)
      .filter((source) => FOLDERS.some((folder) => source.startsWith(`${folder}/`)));

    expect(own.filter((source) => !layers.some((layer) => layer.test(source)))).toEqual([]);
  });
});

describe('a wrong import', () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'tenantry-architecture-'));
    writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify({ compilerOptions: { module: 'commonjs' } }));
  });

  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  /** Each file with what it imports; what is imported exists. */
  function write(files: Readonly<Record<string, readonly string[]>>): void {
    const targets = Object.values(files).flatMap((imports) =>
      imports.filter((path) => path.includes('/') && path.endsWith('.ts')),
    );
    for (const file of [...targets, ...Object.keys(files)]) {
      mkdirSync(join(directory, dirname(file)), { recursive: true });
      const up = '../'.repeat(file.split('/').length - 1);
      const lines = (files[file] ?? []).map(
        (path, index) => `import * as i${index} from '${path.endsWith('.ts') ? up + path.slice(0, -3) : path}';`,
      );
      writeFileSync(
        join(directory, file),
        [...lines, 'export const value = 1;', ...lines.map((_, index) => `void i${index};`)].join('\n'),
      );
    }
  }

  test('is found in every layer', () => {
    write({
      'constructs/bucket/bucket.ts': ['lib/config/tenant.ts', 'constructs/support/assert-props.ts', 'aws-cdk-lib'],
      'constructs/bucket/handler/index.ts': ['aws-cdk-lib', 'constructs/bucket/handler/event.ts', '@aws-sdk/client-s3'],
      'constructs/queue/queue.ts': ['constructs/bucket/handler/index.ts', 'constructs'],
      'lib/config/load.ts': ['lib/stages/tenant-stage.ts', 'lib/errors.ts', 'aws-cdk-lib', 'zod'],
      'lib/compliance/packs.ts': ['constructs/bucket/bucket.ts', 'cdk-nag'],
      'lib/cost/estimate.ts': ['constructs/bucket/bucket.ts', 'lib/cost/prices.ts'],
      'lib/audit/isolation.ts': ['lib/stacks/data-stack.ts', 'lib/config/tenant.ts'],
      'lib/stacks/data-stack.ts': ['lib/config/tenant.ts', 'constructs/bucket/bucket.ts'],
      'lib/stages/tenant-stage.ts': ['lib/app.ts', 'lib/stacks/data-stack.ts'],
      'lib/app.ts': ['tenants/acme.ts', 'lib/config/tenant.ts'],
      'lib/fleet/synthesize.ts': ['lib/app.ts', 'lib/config/tenant.ts'],
      'lib/operations/vend.ts': [
        'constructs/bucket/bucket.ts',
        'constructs/bucket/handler/event.ts',
        '@aws-sdk/client-sts',
      ],
      'lib/cli/run.ts': ['lib/stacks/data-stack.ts', 'lib/fleet/synthesize.ts', 'commander'],
      'bin/app.ts': ['lib/stages/tenant-stage.ts', 'lib/run-app.ts'],
      'tenants/acme.ts': ['lib/config/tenant.ts', 'tenantry'],
      'bench/synth/run.ts': ['lib/app.ts'],
      'test/app.test.ts': ['tenants/acme.ts', 'lib/app.ts', 'jest'],
    });

    const { violations } = cruise(directory).summary;

    expect(violations.map(({ rule, from, to }) => `${rule.name}: ${from} imports ${to}`).toSorted()).toEqual([
      'app: lib/app.ts imports tenants/acme.ts',
      'audit: lib/audit/isolation.ts imports lib/stacks/data-stack.ts',
      'bench: bench/synth/run.ts imports lib/app.ts',
      'bin: bin/app.ts imports lib/stages/tenant-stage.ts',
      'cli: lib/cli/run.ts imports lib/stacks/data-stack.ts',
      'compliance: lib/compliance/packs.ts imports constructs/bucket/bucket.ts',
      'config: lib/config/load.ts imports aws-cdk-lib',
      'config: lib/config/load.ts imports lib/stages/tenant-stage.ts',
      'constructs: constructs/bucket/bucket.ts imports lib/config/tenant.ts',
      'constructs: constructs/queue/queue.ts imports constructs/bucket/handler/index.ts',
      'cost: lib/cost/estimate.ts imports constructs/bucket/bucket.ts',
      'fleet: lib/fleet/synthesize.ts imports lib/app.ts',
      'handlers: constructs/bucket/handler/index.ts imports aws-cdk-lib',
      'operations: lib/operations/vend.ts imports constructs/bucket/bucket.ts',
      'stacks: lib/stacks/data-stack.ts imports lib/config/tenant.ts',
      'stages: lib/stages/tenant-stage.ts imports lib/app.ts',
      'tenants: tenants/acme.ts imports lib/config/tenant.ts',
      'tests: test/app.test.ts imports tenants/acme.ts',
    ]);
  });

  test('is found if it imports types alone', () => {
    write({ 'lib/config/tenant.ts': [] });
    mkdirSync(join(directory, 'constructs'));
    writeFileSync(
      join(directory, 'constructs/bucket.ts'),
      "import type { value } from '../lib/config/tenant';\nexport type Value = typeof value;\n",
    );

    expect(cruise(directory).summary.violations.map(({ rule }) => rule.name)).toEqual(['constructs']);
  });

  test('is found if two modules need each other', () => {
    write({ 'lib/cost/one.ts': ['lib/cost/other.ts'], 'lib/cost/other.ts': ['lib/cost/one.ts'] });

    expect(cruise(directory).summary.violations.map(({ rule }) => rule.name)).toEqual(['no cycles']);
  });
});
