import { readAssembly } from '../../../lib/audit/assembly/read-assembly';
import { diffFleet } from '../../../lib/fleet/diff/diff-fleet';
import { aTenant, anOrganization } from '../../../lib/testing/config-builders';
import { aSmallAssembly } from '../../support/small-assembly';

const TENANTS = ['acme', 'hooli'].map((id, index) => aTenant({ id, accountId: String(index + 1).repeat(12) }));

/** Stacks of all tenants, each with a nested one of an engine. */
const stacksWith = (Engine: string) =>
  readAssembly(
    aSmallAssembly(
      Object.fromEntries(
        TENANTS.map(({ id, accountId }) => [
          `${id}-Web`,
          {
            environment: `aws://${accountId}/eu-central-1`,
            template: {
              Resources: {
                Nested: {
                  Type: 'AWS::CloudFormation::Stack',
                  Properties: { TemplateURL: 'https://example.com/t' },
                  Metadata: { 'aws:asset:path': 'nested.json' },
                },
              },
            },
          },
        ]),
      ),
      { 'nested.json': { Resources: { Database: { Type: 'AWS::RDS::DBInstance', Properties: { Engine } } } } },
    ),
  );

const notAllowed = (...allowed: string[]) =>
  diffFleet({
    base: stacksWith('postgres'),
    head: stacksWith('mysql'),
    registry: { organization: anOrganization(), tenants: TENANTS },
    allowReplacement: new Set(allowed),
  }).stateful.map((change) => ({ stack: change.stack, names: change.notAllowed }));

describe('data in nested stacks, in the diff of a fleet', () => {
  test('is named by the way to it, for each tenant', () => {
    expect(notAllowed()).toEqual([
      { stack: '«id»-Web/Nested', names: ['acme-Web/Nested/Database', 'hooli-Web/Nested/Database'] },
    ]);
  });

  test('is allowed for one tenant with the name of the stack, and for all without it', () => {
    expect(notAllowed('acme-Web/Nested/Database')).toMatchObject([{ names: ['hooli-Web/Nested/Database'] }]);
    expect(notAllowed('Nested/Database')).toMatchObject([{ names: [] }]);
  });

  test('is not allowed by the name of what is in the outer stack', () => {
    expect(notAllowed('Database', 'acme-Web/Database')).toEqual(notAllowed());
  });
});
