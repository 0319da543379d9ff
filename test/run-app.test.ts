import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runApp } from '../lib/run-app';
import { aFleet, aTenant, anOrganization } from './support/tenants-folder';

const ACME = aTenant({ network: { cidr: '10.1.0.0/22' } });
const GLOBEX = aTenant({ id: 'globex', region: 'us-east-1', jurisdiction: 'us', network: { cidr: '10.2.0.0/22' } });
const WONKA = aTenant({ id: 'wonka', network: { cidr: '10.3.0.0/22' } });
const LOCK = { acme: '111111111111', globex: '222222222222' };

let outdir: string;

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'tenantry-app-'));
});
afterEach(() => rmSync(outdir, { recursive: true }));

/** Runs the app as the `cdk` command does: context and output folder come by environment variables. */
async function run(context: Record<string, unknown>): Promise<{ exitCode: number; said: string[] }> {
  const said: string[] = [];
  const env = { ...process.env };
  Object.assign(process.env, { CDK_CONTEXT_JSON: JSON.stringify(context), CDK_OUTDIR: outdir });
  try {
    return { exitCode: await runApp((line) => said.push(line)), said };
  } finally {
    process.env = env;
  }
}

function stages(): string[] {
  return readdirSync(outdir)
    .filter((name) => name.startsWith('assembly-'))
    .toSorted();
}

test('synthesizes the fleet, and says of each tenant it leaves out which step comes next', async () => {
  const tenants = aFleet([ACME, GLOBEX, WONKA], undefined, LOCK);
  const { exitCode, said } = await run({ tenants });

  expect(exitCode).toBe(0);
  expect(stages()).toEqual(['assembly-acme', 'assembly-globex']);
  expect(said).toEqual([`wonka: left out (no account yet); tenantry up wonka --tenants ${tenants}`]);
});

test('synthesizes the tenants that -c tenant names, without reading the files of others', async () => {
  const tenants = aFleet([ACME, GLOBEX, WONKA], undefined, LOCK);
  writeFileSync(join(tenants, 'wonka.json'), '{ not even JSON');

  expect(await run({ tenants, tenant: 'acme,globex' })).toEqual({ exitCode: 0, said: [] });
  expect(stages()).toEqual(['assembly-acme', 'assembly-globex']);
});

test('says which construct of the blueprint the CDK cannot write', async () => {
  const tenants = aFleet([ACME], anOrganization({ blueprint: './_blueprint.ts' }), { acme: LOCK.acme });
  const topic = "new sns.Topic(scope, 'News', { displayName: 5 })";
  writeFileSync(
    join(tenants, '_blueprint.ts'),
    `import { aws_sns as sns } from 'aws-cdk-lib'; export const blueprint = (scope) => void ${topic};`,
  );

  expect(await run({ tenants, tenant: 'acme' })).toEqual({
    exitCode: 2,
    said: [expect.stringContaining(`${tenants}/_blueprint.ts: acme/Blueprint/News/Resource: Supplied properties`)],
  });
});

test('makes the same bytes for a tenant whether it is alone or one of a fleet', async () => {
  const tenants = aFleet([ACME, GLOBEX], undefined, LOCK);
  const read = (): Record<string, string> => {
    const folder = join(outdir, 'assembly-acme');
    return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  };
  await run({ tenants });
  const inFleet = read();
  rmSync(join(outdir, 'assembly-acme'), { recursive: true });
  await run({ tenants, tenant: 'acme' });

  expect(Object.keys(inFleet).length).toBeGreaterThan(4);
  expect(read()).toEqual(inFleet);
});

test('refuses an unknown tenant with the names that are near, and writes nothing', async () => {
  const tenants = aFleet([ACME, GLOBEX]);
  const { exitCode, said } = await run({ tenants, tenant: 'acne' });

  expect(exitCode).toBe(2);
  expect(said).toEqual([expect.stringMatching(/^unknown tenant "acne" in .*; did you mean "acme"\?/)]);
  expect(readdirSync(outdir)).toEqual([]);
});

test('refuses a wrong configuration with every problem, and writes nothing', async () => {
  const tenants = aFleet([{ ...ACME, tier: 'gold' }]);
  const { exitCode, said } = await run({ tenants });

  expect(exitCode).toBe(2);
  expect(said[0]).toMatch(/^1 problem in the tenant configuration\n {2}- .*acme\.json: tier: .*"gold"/);
  expect(readdirSync(outdir)).toEqual([]);
});

test('refuses context that is no text', async () => {
  expect(await run({ tenant: true })).toEqual({
    exitCode: 2,
    said: ['-c tenant=true: expected a text, e.g. -c tenant=acme'],
  });
});
