import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { generateFleet } from '../../bench/fleet/generate-fleet';
import { cdkOrThrow } from '../support/cdk-cli';
import { readFolder } from '../support/read-folder';
import { startTenantry, tenantry } from '../support/tenantry-cli';
import { toldOfSynthesis } from '../support/told-of-synthesis';

/** Synthesis asks AWS nothing. */
const NOWHERE = 'http://127.0.0.1:1';
const TENANTS = 30;

jest.setTimeout(180_000);

let cwd: string;

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'tenantry-synth-e2e-'));
  generateFleet({ directory: join(cwd, 'tenants'), tenants: TENANTS });
});
afterAll(() => rmSync(cwd, { recursive: true }));

const synth = (...argv: string[]) => tenantry(['synth', '--all', '--json', ...argv], { endpoint: NOWHERE, cwd });

function reused(stdout: string): unknown {
  return (JSON.parse(stdout) as { reused: number }).reused;
}

test('a fleet synthesized in several processes has the bytes of one app, and the cdk command reads it', async () => {
  const { code, stdout, stderr } = await synth('--jobs', '2', '--output', 'parallel');
  await synth('--jobs', '1', '--no-cache', '--output', 'alone');
  const inOneApp = await cdkOrThrow(
    ['synth', '--quiet', '--app', `node ${join(__dirname, '../../dist/bin/app.js')}`, '--output', join(cwd, 'one-app')],
    { ...CDK, cwd, env: { CDK_VALIDATION: 'false' } },
  );

  expect({ code, reused: reused(stdout), stderr }).toEqual({
    code: 0,
    reused: 0,
    stderr: expect.stringMatching(toldOfSynthesis('30 tenants')) as string,
  });
  expect(readFolder(join(cwd, 'alone'))).toEqual(readFolder(join(cwd, 'parallel')));
  expect(inOneApp.exitCode).toBe(0);
  const { 'manifest.json': __, ...stages } = readFolder(join(cwd, 'one-app'));
  expect(readFolder(join(cwd, 'parallel'))).toMatchObject(stages);

  const listed = await cdkOrThrow(['ls', '--app', 'parallel', 't-0007/*'], { ...CDK, cwd });
  expect(listed.stdout.trim().split('\n')).toEqual([
    't-0007/Access (t-0007-Access)',
    't-0007/Network (t-0007-Network)',
    't-0007/Data (t-0007-Data)',
    't-0007/Service (t-0007-Service)',
  ]);
});

test('a run that is killed leaves the earlier assembly and a cache that later runs can use', async () => {
  const cache = join(cwd, 'killed-cache');
  const before = readFolder(join(cwd, 'parallel'));
  const running = startTenantry(['synth', '--all', '--jobs', '2', '--output', 'parallel', '--cache', cache], {
    endpoint: NOWHERE,
    cwd,
  });
  while (storedParts(cache) < 5) await sleep(20);
  running.kill('SIGKILL');
  await running.done;

  expect(readFolder(join(cwd, 'parallel'))).toEqual(before);
  const { stdout } = await synth('--output', 'parallel', '--cache', cache);
  expect(reused(stdout)).toBeGreaterThanOrEqual(5);
  expect(readFolder(join(cwd, 'parallel'))).toEqual(before);
});

test('two runs at once share a cache', async () => {
  const cache = join(cwd, 'shared-cache');
  const runs = await Promise.all(
    ['one', 'other'].map((output) => synth('--jobs', '1', '--output', output, '--cache', cache)),
  );
  const before = readFolder(join(cwd, 'parallel'));

  expect(runs.map(({ code }) => code)).toEqual([0, 0]);
  expect(readFolder(join(cwd, 'one'))).toEqual(before);
  expect(readFolder(join(cwd, 'other'))).toEqual(before);
  expect(reused((await synth('--output', 'again', '--cache', cache)).stdout)).toBe(TENANTS + 1);
});

test('what is found once a shape is what is found when every tenant is checked', async () => {
  const tenants = join(cwd, 'careless');
  generateFleet({ directory: tenants, tenants: 24 });
  writeFileSync(join(cwd, 'blueprint.ts'), CARELESS);
  const organization = join(tenants, 'organization.ts');
  writeFileSync(
    organization,
    readFileSync(organization, 'utf8').replace('homeRegion:', "blueprint: '../blueprint.ts', homeRegion:"),
  );
  const env = { CDK_VALIDATION: 'true' };
  const { code, stdout } = await tenantry(
    ['synth', '--all', '--json', '--tenants', tenants, '--output', 'careless.out'],
    { endpoint: NOWHERE, cwd, env },
  );
  const context = { CDK_CONTEXT_JSON: JSON.stringify({ tenants }), CDK_OUTDIR: join(cwd, 'careless.app') };
  const inOneApp = spawnSync(process.execPath, [join(__dirname, '../../dist/bin/app.js')], {
    cwd,
    env: { ...process.env, ...env, ...context },
  });

  expect({ code, status: inOneApp.status }).toEqual({ code: 1, status: 1 });
  const { findings } = JSON.parse(stdout) as { findings: { pack: string; constructPath: string }[] };
  expect([...new Set(findings.map(({ pack }) => pack))].toSorted()).toEqual([
    'AwsSolutions',
    'CloudFormation Validate',
    'HIPAA.Security',
    'NIST.800.53.R5',
    'PCI.DSS.321',
  ]);
  expect(new Set(findings.map(({ constructPath }) => constructPath.split('/')[0])).size).toBeGreaterThan(5);
  // A fleet is audited by a command of its own, after it is synthesized.
  const { pluginReports, ...frame } = readReport(join(cwd, 'careless.app'));
  expect(readReport(join(cwd, 'careless.out'))).toEqual({
    ...frame,
    pluginReports: pluginReports.filter(({ pluginName }) => pluginName !== 'Tenantry'),
  });
});

/** Breaks rules in the tenants of one tier, and acknowledges one of them in one tenant. */
const CARELESS = `
import { Validations } from 'aws-cdk-lib';
import { CfnInstance } from 'aws-cdk-lib/aws-ec2';
import { Bucket } from 'aws-cdk-lib/aws-s3';

export const blueprint = (scope, tenant) => {
  if (tenant.tier !== 'free') return;
  const bucket = new Bucket(scope, 'Careless');
  new CfnInstance(scope, 'Wrong', { instanceType: 't99.huge', imageId: 'none' });
  if (tenant.id === 't-0007') Validations.of(bucket).acknowledge({ id: 'AwsSolutions::AwsSolutions-S1', reason: 'a test' });
};
`;

const CDK = {
  endpoint: NOWHERE,
  credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
  region: 'eu-central-1',
};

interface Report {
  readonly pluginReports: readonly { readonly pluginName: string }[];
}

function readReport(assembly: string): Report {
  return JSON.parse(readFileSync(join(assembly, 'validation-report.json'), 'utf8')) as Report;
}

/** Entries that are whole. */
function storedParts(cache: string): number {
  try {
    return readdirSync(join(cache, 'parts')).filter((name) => !name.includes('.')).length;
  } catch {
    return 0;
  }
}
