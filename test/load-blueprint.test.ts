import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildApp } from '../lib/app';
import { loadRegistry } from '../lib/config/load-registry';
import { synthesizeApp } from '../lib/fleet/synthesis/synthesize-app';
import { loadBlueprint } from '../lib/load-blueprint';
import { aFleet, anOrganization, aTenant } from './support/tenants-folder';

/** Loads the blueprint of a fleet with one tenant, and synthesizes the fleet's app with it; gives what was said where that is refused. */
async function synthesize(code: string): Promise<string> {
  const directory = aFleet([aTenant()], anOrganization({ blueprint: './_blueprint.ts' }), { acme: '111111111111' });
  writeFileSync(join(directory, '_blueprint.ts'), code);
  const registry = await loadRegistry({ directory });
  try {
    const blueprint = await loadBlueprint(registry);
    synthesizeApp(buildApp(registry, { failOnFindings: false, ...(blueprint && { blueprint }) }), registry);
    return '';
  } catch (error) {
    return error instanceof Error && error.name === 'ConfigError'
      ? error.message.replaceAll(directory, 'tenants')
      : `not foreseen: ${String(error)}`;
  }
}

const refusal = (line: string): string => `1 problem in the tenant configuration\n  - ${line}`;

describe('a blueprint', () => {
  test('that throws is told with the tenant and the line', async () => {
    const code = `const sizeOf = ({ size }: { size: number }): number => size;
      export const blueprint = (_: unknown, tenant: { limits: { size: number } }) => { sizeOf(tenant.limits); };`;

    expect(await synthesize(code)).toBe(
      refusal(
        `tenants/_blueprint.ts: threw for tenant "acme": Cannot destructure property 'size' of 'undefined' as it is undefined. in: var sizeOf = ({ size }) => size;`,
      ),
    );
  });

  test('that the CDK refuses is told with the line that called it', async () => {
    const code = `import { aws_sqs as sqs } from 'aws-cdk-lib';
      export const blueprint = (scope) => { new sqs.Queue(scope, 'Orders', { maxMessageSizeBytes: 1 }); };`;

    expect(await synthesize(code)).toMatch(
      /threw for tenant "acme": [^]*maximum message size[^]* in: new \S+\.aws_sqs\.Queue\(/,
    );
  });

  test('that makes what cannot be synthesized is told with the constructs, all at once', async () => {
    const code = `import { Lazy, NestedStack, aws_sns as sns } from 'aws-cdk-lib';
      export const blueprint = (scope) => {
        new sns.Topic(scope, 'News', { displayName: 5 });
        new sns.Topic(scope, 'Fine');
        const nested = new NestedStack(scope, 'Nested');
        new sns.Topic(nested, 'Late', { displayName: Lazy.string({ produce: () => { throw new Error('no name yet'); } }) });
        nested.node.addValidation({ validate: () => ['has one topic; expected two'] });
      };`;

    expect(await synthesize(code)).toBe(
      [
        '3 problems in the tenant configuration',
        '  - tenants/_blueprint.ts: acme/Blueprint/News/Resource: Supplied properties not correct for "CfnTopicProps"; displayName: 5 should be a string',
        '  - tenants/_blueprint.ts: acme/Blueprint/Nested: has one topic; expected two',
        '  - tenants/_blueprint.ts: acme/Blueprint/Nested/Late/Resource: no name yet',
      ].join('\n'),
    );
  });

  test('whose validation throws is told with the construct', async () => {
    const code = `import { aws_sns as sns } from 'aws-cdk-lib';
      export const blueprint = (scope) => {
        const news = new sns.Topic(scope, 'News');
        news.node.addValidation({ validate: () => { throw new Error('no subscribers to look at'); } });
      };`;

    expect(await synthesize(code)).toBe(
      refusal('tenants/_blueprint.ts: acme/Blueprint/News: no subscribers to look at'),
    );
  });

  test('may make what is known only once all of it is there', async () => {
    const code = `import { Lazy, aws_sns as sns } from 'aws-cdk-lib';
      export const blueprint = (scope) => {
        let name;
        new sns.Topic(scope, 'News', { displayName: Lazy.string({ produce: () => { if (!name) throw new Error('too early'); return name; } }) });
        name = 'news';
      };`;

    expect(await synthesize(code)).toBe('');
  });

  test('that returns a promise is refused: what it adds later would be missing', async () => {
    expect(await synthesize('export const blueprint = async () => { await 1; throw new Error("too late"); };')).toBe(
      refusal(
        'tenants/_blueprint.ts: returned a promise for tenant "acme"; expected a function that is not async, because nothing that it adds later is in the templates',
      ),
    );
  });

  test('that needs a package which is not installed is told without where it was looked for', async () => {
    expect(await synthesize('const pad = require("left-padx"); export const blueprint = () => { pad(); };')).toBe(
      refusal(
        `tenants/organization.json: blueprint: "./_blueprint.ts" cannot be loaded: Cannot find module 'left-padx'; install it, or take the import out`,
      ),
    );
  });

  test('that cannot be bundled is told with the place', async () => {
    expect(await synthesize("import { depth } from './depth'; export const blueprint = () => { depth(); };")).toBe(
      refusal(
        `tenants/_blueprint.ts:1:23: Could not resolve "./depth" in: import { depth } from './depth'; export const blueprint = () => { depth(); };`,
      ),
    );
  });

  test('prints for people: stdout is for results', async () => {
    const [toStdout, toStderr] = [jest.spyOn(process.stdout, 'write'), jest.spyOn(process.stderr, 'write')];
    toStdout.mockReturnValue(true);
    toStderr.mockReturnValue(true);
    try {
      await synthesize("export const blueprint = (_, { id }) => { console.log('adding to', id); };");

      expect(toStdout).not.toHaveBeenCalled();
      expect(toStderr.mock.calls.map(([text]) => text)).toEqual(['adding to acme\n']);
    } finally {
      jest.restoreAllMocks();
    }
  });
});
