import { readAssembly } from '../../../lib/audit/assembly/read-assembly';
import { diffFleet } from '../../../lib/fleet/diff/diff-fleet';
import { aTenant, anOrganization } from '../../../lib/testing/config-builders';
import { type SmallStack, aSmallAssembly } from '../../support/small-assembly';

const ACME = aTenant({ id: 'acme', accountId: '111111111111' });

type Sections = Readonly<Record<string, object>>;

const DATABASE = { Type: 'AWS::RDS::DBInstance', Properties: { Engine: 'postgres' } };

/** Database of an engine that is said elsewhere. */
const ofEngine = (Engine: unknown) => ({ Database: { ...DATABASE, Properties: { Engine } } });

const aStack = (template: object): SmallStack => ({ environment: 'aws://111111111111/eu-central-1', template });

/** What is said of data between two stacks of one tenant, one line each. */
function saidOf(base: Sections, head: Sections, nested: readonly [Sections, Sections] = [{}, {}]): string[] {
  const [before, after] = [base, head].map((template, index) =>
    readAssembly(aSmallAssembly({ 'acme-Web': aStack(template) }, nested[index])),
  );
  return diffFleet({
    base: before ?? [],
    head: after ?? [],
    registry: { organization: anOrganization(), tenants: [ACME] },
    allowReplacement: new Set(),
  }).stateful.map(
    ({ stack, logicalId, change, notAllowed }) => `${stack} ${logicalId} ${change} (${notAllowed.join(', ')})`,
  );
}

const isLarge = (size: string) => ({ IsLarge: { 'Fn::Equals': [{ Ref: 'Size' }, size] } });
const byMapping = ofEngine({ 'Fn::FindInMap': ['Engines', { Ref: 'AWS::Region' }, 'name'] });
const mapping = (name: string) => ({ Engines: { 'eu-central-1': { name } } });
const parameter = (Default: string) => ({ Engine: { Type: 'String', Default } });

describe('data in the diff of a fleet', () => {
  test.each<[string, Sections, Sections, string]>([
    [
      'a condition on its resource',
      { Resources: { Database: DATABASE } },
      { Resources: { Database: { ...DATABASE, Condition: 'IsLarge' } }, Conditions: isLarge('large') },
      'may be removed, because of Condition',
    ],
    [
      'another definition of the condition of its resource',
      { Resources: { Database: { ...DATABASE, Condition: 'IsLarge' } }, Conditions: isLarge('large') },
      { Resources: { Database: { ...DATABASE, Condition: 'IsLarge' } }, Conditions: isLarge('huge') },
      'may be removed, because of Condition',
    ],
    [
      'another default of what the condition of its resource asks for',
      {
        Resources: { Database: { ...DATABASE, Condition: 'IsBoth' } },
        Conditions: { ...isLarge('large'), IsBoth: { 'Fn::And': [{ Condition: 'IsLarge' }] } },
        Parameters: { Size: { Type: 'String', Default: 'large' } },
      },
      {
        Resources: { Database: { ...DATABASE, Condition: 'IsBoth' } },
        Conditions: { ...isLarge('large'), IsBoth: { 'Fn::And': [{ Condition: 'IsLarge' }] } },
        Parameters: { Size: { Type: 'String', Default: 'small' } },
      },
      'may be removed, because of Condition',
    ],
    [
      'another mapping',
      { Resources: byMapping, Mappings: mapping('postgres') },
      { Resources: byMapping, Mappings: mapping('mysql') },
      'may be replaced, because of Engine',
    ],
    [
      'another default of a parameter',
      { Resources: ofEngine({ Ref: 'Engine' }), Parameters: parameter('postgres') },
      { Resources: ofEngine({ Ref: 'Engine' }), Parameters: parameter('mysql') },
      'may be replaced, because of Engine',
    ],
    [
      'another default of a parameter within a text',
      { Resources: ofEngine({ 'Fn::Sub': 'aurora-${Engine}' }), Parameters: parameter('postgresql') },
      { Resources: ofEngine({ 'Fn::Sub': 'aurora-${Engine}' }), Parameters: parameter('mysql') },
      'may be replaced, because of Engine',
    ],
    [
      'another condition within a property',
      { Resources: ofEngine({ 'Fn::If': ['IsLarge', 'aurora', 'postgres'] }), Conditions: isLarge('large') },
      { Resources: ofEngine({ 'Fn::If': ['IsLarge', 'aurora', 'postgres'] }), Conditions: isLarge('huge') },
      'may be replaced, because of Engine',
    ],
  ])('is at risk by %s', (_, base, head, change) => {
    expect(saidOf(base, head)).toEqual([`acme-Web Database ${change} (acme-Web/Database)`]);
  });

  test('is not at risk by sections that nothing which holds data refers to, or that can be changed in place', () => {
    const sized = { Database: { ...DATABASE, Properties: { AllocatedStorage: { Ref: 'Size' } } } };
    const size = (Default: string) => ({ Size: { Type: 'String', Default, Description: `${Default} GiB` } });

    expect(saidOf({ Resources: sized, Parameters: size('20') }, { Resources: sized, Parameters: size('40') })).toEqual(
      [],
    );
    expect(
      saidOf(
        { Resources: { Database: DATABASE }, Mappings: mapping('one'), Conditions: isLarge('large') },
        { Resources: { Database: DATABASE }, Mappings: mapping('two'), Conditions: isLarge('huge') },
      ),
    ).toEqual([]);
    expect(
      saidOf(
        { Resources: { Database: { ...DATABASE, Condition: 'IsLarge' } }, Conditions: isLarge('large') },
        { Resources: { Database: DATABASE } },
      ),
    ).toEqual([]);
  });

  test('is at risk in a nested stack that is given another value', () => {
    const parent = (Engine: string) => ({
      Resources: {
        Nested: {
          Type: 'AWS::CloudFormation::Stack',
          Properties: { TemplateURL: 'https://example.com/t', Parameters: { Engine } },
          Metadata: { 'aws:asset:path': 'nested.json' },
        },
      },
    });
    const nested = {
      'nested.json': { Resources: ofEngine({ Ref: 'Engine' }), Parameters: { Engine: { Type: 'String' } } },
    };

    expect(saidOf(parent('postgres'), parent('mysql'), [nested, nested])).toEqual([
      'acme-Web/Nested Database may be replaced, because of Engine (acme-Web/Database)',
    ]);
  });

  const unread = (Properties: object) => ({
    Resources: { Nested: { Type: 'AWS::CloudFormation::Stack', Properties } },
  });

  test.each<[string, Sections, string]>([
    ['removed', { Resources: {} }, 'would be deleted with what is in it'],
    [
      'of another template',
      unread({ TemplateURL: 'https://example.com/two' }),
      'may lose what is in it, because of TemplateURL',
    ],
    [
      'given other values',
      unread({ TemplateURL: 'https://example.com/one', Parameters: { Engine: 'mysql' } }),
      'may lose what is in it, because of Parameters',
    ],
  ])('is at risk in a nested stack that cannot be read and is %s', (_, head, change) => {
    expect(saidOf(unread({ TemplateURL: 'https://example.com/one' }), head)).toEqual([
      `acme-Web Nested ${change} (acme-Web/Nested)`,
    ]);
  });

  test('is at risk with an account that is removed', () => {
    expect(saidOf({ Resources: { Account: { Type: 'AWS::Organizations::Account' } } }, { Resources: {} })).toEqual([
      'acme-Web Account would be deleted with what is in it (acme-Web/Account)',
    ]);
  });
});
