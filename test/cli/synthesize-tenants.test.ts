import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesizeTenants } from '../../lib/cli/synthesize-tenants';
import { loadRegistry } from '../../lib/config/load-registry';
import { aFleet, aTenant, anOrganization } from '../support/tenants-folder';

/** Synthesizes a fleet of one tenant with a blueprint, as a deployment does. */
async function synthesize(blueprint: string): Promise<string> {
  const directory = aFleet([aTenant()], anOrganization({ blueprint: './_blueprint.ts' }), { acme: '111111111111' });
  writeFileSync(join(directory, '_blueprint.ts'), `import { aws_sns as sns } from 'aws-cdk-lib'; ${blueprint}`);
  const outdir = mkdtempSync(join(tmpdir(), 'tenantry-synthesize-'));
  const said = await synthesizeTenants(await loadRegistry({ directory }), outdir).catch(String);
  return (said ?? 'done').replaceAll(directory, 'tenants');
}

test.each([
  ['makes nothing', 'export const blueprint = () => undefined;', /^done$/],
  [
    'makes what the CDK cannot write',
    "export const blueprint = (scope) => void new sns.Topic(scope, 'News', { displayName: 5 });",
    /^ConfigError: 1 problem in the tenant configuration\n {2}- tenants\/_blueprint\.ts: acme\/Blueprint\/News\/Resource: Supplied properties not correct/,
  ],
  [
    'breaks a rule',
    "export const blueprint = (scope) => void new sns.Topic(scope, 'News');",
    /^OperationError: the templates break rules; see "tenantry synth acme --tenants tenants"$/,
  ],
])('of a tenant whose blueprint %s', async (_, blueprint, said) => {
  expect(await synthesize(blueprint)).toMatch(said);
});
