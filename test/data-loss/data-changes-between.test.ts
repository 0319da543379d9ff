import { readAssembly } from '../../lib/audit/assembly/read-assembly';
import { describeDataChange } from '../../lib/data-loss/data-change';
import { dataChangesBetween } from '../../lib/data-loss/data-changes-between';
import { aSmallAssembly } from '../support/small-assembly';

type Sections = Readonly<Record<string, object>>;

const DATABASE = { Type: 'AWS::RDS::DBInstance', Properties: { Engine: 'postgres' } };

/** Database of an engine that is said elsewhere. */
const ofEngine = (Engine: unknown) => ({ Database: { ...DATABASE, Properties: { Engine } } });

/** What is said of data between two versions of a stack, one line each. */
function saidOf(base: Sections, head: Sections, nested: readonly [Sections, Sections] = [{}, {}]): string[] {
  const [before = [], after = []] = [base, head].map((template, index) =>
    readAssembly(aSmallAssembly({ 'acme-Web': { template } }, nested[index])),
  );
  return dataChangesBetween(before, after).map(describeDataChange);
}

const databaseIs = (change: string) => `acme-Web/Database (AWS::RDS::DBInstance) ${change}`;

const isLarge = (size: string) => ({ IsLarge: { 'Fn::Equals': [{ Ref: 'Size' }, size] } });
const byMapping = ofEngine({ 'Fn::FindInMap': ['Engines', { Ref: 'AWS::Region' }, 'name'] });
const mapping = (name: string) => ({ Engines: { 'eu-central-1': { name } } });
const parameter = (Default: string) => ({ Engine: { Type: 'String', Default } });

describe('data', () => {
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
      'any mapping, where its name is not known',
      { Resources: ofEngine({ 'Fn::FindInMap': [{ Ref: 'Map' }, 'eu', 'name'] }), Mappings: mapping('postgres') },
      { Resources: ofEngine({ 'Fn::FindInMap': [{ Ref: 'Map' }, 'eu', 'name'] }), Mappings: mapping('mysql') },
      'may be replaced, because of Engine',
    ],
    [
      'another condition within a property',
      { Resources: ofEngine({ 'Fn::If': ['IsLarge', 'aurora', 'postgres'] }), Conditions: isLarge('large') },
      { Resources: ofEngine({ 'Fn::If': ['IsLarge', 'aurora', 'postgres'] }), Conditions: isLarge('huge') },
      'may be replaced, because of Engine',
    ],
    [
      'another type of a parameter, whose default becomes a name',
      { Resources: ofEngine({ Ref: 'Engine' }), Parameters: parameter('engine') },
      {
        Resources: ofEngine({ Ref: 'Engine' }),
        Parameters: { Engine: { Type: 'AWS::SSM::Parameter::Value<String>', Default: 'engine' } },
      },
      'may be replaced, because of Engine',
    ],
    [
      'another property and another condition, told once',
      { Resources: ofEngine('postgres') },
      {
        Resources: { Database: { ...ofEngine('mysql').Database, Condition: 'IsLarge' } },
        Conditions: isLarge('large'),
      },
      'may be replaced, because of Engine',
    ],
  ])('is at risk by %s', (_, base, head, change) => {
    expect(saidOf(base, head)).toEqual([databaseIs(change)]);
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

  test('is not at risk by a default that is written as another kind of value', () => {
    const isOn = (Default: unknown) => ({
      Resources: { Database: { ...DATABASE, Condition: 'IsLarge' } },
      Conditions: isLarge('large'),
      Parameters: { Size: { Type: 'String', Default } },
    });

    expect(saidOf(isOn('true'), isOn(true))).toEqual([]);
    expect(saidOf(isOn('1'), isOn(1))).toEqual([]);
  });

  test('is judged where conditions name each other in a circle', () => {
    const inCircle = (size: string) => ({
      Resources: { Database: { ...DATABASE, Condition: 'One' } },
      Conditions: {
        One: { 'Fn::And': [{ Condition: 'Other' }, isLarge(size).IsLarge] },
        Other: { 'Fn::Not': [{ Condition: 'One' }] },
      },
    });

    expect(saidOf(inCircle('large'), inCircle('large'))).toEqual([]);
    expect(saidOf(inCircle('large'), inCircle('huge'))).toEqual([databaseIs('may be removed, because of Condition')]);
  });

  /** A stack with a nested one whose template is beside it. */
  const parent = (properties: object = {}, more: object = {}, sections: object = {}) => ({
    Resources: {
      Nested: {
        Type: 'AWS::CloudFormation::Stack',
        Properties: { TemplateURL: 'https://example.com/t', ...properties },
        Metadata: { 'aws:asset:path': 'nested.json' },
        ...more,
      },
    },
    ...sections,
  });
  const beside = (Resources: object, sections: object = {}): Sections => ({
    'nested.json': { Resources, ...sections },
  });
  const nested = (change: string) => `acme-Web/Nested/Database (AWS::RDS::DBInstance) ${change}`;

  test.each<[string, Sections, Sections]>([
    ['another value', parent({ Parameters: { Engine: 'postgres' } }), parent({ Parameters: { Engine: 'mysql' } })],
    [
      'a value of a mapping that changes',
      parent(
        { Parameters: { Engine: { 'Fn::FindInMap': ['Engines', 'eu', 'name'] } } },
        {},
        { Mappings: mapping('one') },
      ),
      parent(
        { Parameters: { Engine: { 'Fn::FindInMap': ['Engines', 'eu', 'name'] } } },
        {},
        { Mappings: mapping('two') },
      ),
    ],
    ['no value any more', parent({ Parameters: { Engine: 'postgres' } }), parent()],
  ])('is at risk in a nested stack that is given %s', (_, before, after) => {
    const contents = beside(ofEngine({ Ref: 'Engine' }), { Parameters: parameter('mysql') });

    expect(saidOf(before, after, [contents, contents])).toEqual([nested('may be replaced, because of Engine')]);
  });

  test.each<[string, Sections, object, string]>([
    ['replaced', parent(), ofEngine('mysql'), nested('may be replaced, because of Engine')],
    ['removed', parent(), {}, nested('would be deleted with what is in it')],
    ['in a nested stack that is removed', { Resources: {} }, {}, nested('would be deleted with what is in it')],
    [
      'in a nested stack that is there on a condition now',
      parent({}, { Condition: 'IsLarge' }, { Conditions: isLarge('large') }),
      { Database: DATABASE },
      'acme-Web/Nested (AWS::CloudFormation::Stack) may be removed, because of Condition',
    ],
  ])('is at risk if it is %s', (_, after, contents, said) => {
    expect(saidOf(parent(), after, [beside({ Database: DATABASE }), beside(contents)])).toEqual([said]);
  });

  test.each(['Retain', 'RetainExceptOnCreate'])('is left behind with a nested stack that is removed: %s', (policy) => {
    const before = parent({}, { DeletionPolicy: policy });

    expect(saidOf(before, { Resources: {} }, [beside({ Database: DATABASE }), {}])).toEqual([
      nested('would be left behind, with its stack'),
    ]);
  });

  test('is named with all nested stacks it is in', () => {
    const [{ Nested }, inner] = [parent().Resources, { 'inner.json': { Resources: { Database: DATABASE } } }];
    const outer = beside({ Inner: { ...Nested, Metadata: { 'aws:asset:path': 'inner.json' } } });

    expect(
      saidOf(parent(), parent(), [
        { ...outer, ...inner },
        { ...outer, 'inner.json': { Resources: {} } },
      ]),
    ).toEqual(['acme-Web/Nested/Inner/Database (AWS::RDS::DBInstance) would be deleted with what is in it']);
    expect(saidOf(parent(), { Resources: {} }, [{ ...outer, ...inner }, {}])).toEqual([
      'acme-Web/Nested/Inner/Database (AWS::RDS::DBInstance) would be deleted with what is in it',
    ]);
  });

  test('is at risk in a nested stack within one that is there on a condition now', () => {
    const contents = {
      ...beside({ Inner: { ...parent().Resources.Nested, Metadata: { 'aws:asset:path': 'inner.json' } } }),
      'inner.json': { Resources: { Database: DATABASE } },
    };

    expect(
      saidOf(parent(), parent({}, { Condition: 'IsLarge' }, { Conditions: isLarge('large') }), [contents, contents]),
    ).toEqual(['acme-Web/Nested (AWS::CloudFormation::Stack) may be removed, because of Condition']);
  });

  test('is not at risk in a nested stack without any that is removed or there on a condition', () => {
    const topic = beside({ Topic: { Type: 'AWS::SNS::Topic' } });

    expect(saidOf(parent(), { Resources: {} }, [topic, {}])).toEqual([]);
    expect(
      saidOf(parent(), parent({}, { Condition: 'IsLarge' }, { Conditions: isLarge('large') }), [topic, topic]),
    ).toEqual([]);
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
      `acme-Web/Nested (AWS::CloudFormation::Stack) ${change}`,
    ]);
  });

  test.each<[string, readonly [Sections, Sections]]>([
    ['any more', [beside({ Database: DATABASE }), {}]],
    ['before', [{}, beside({ Database: DATABASE })]],
  ])('is at risk in a nested stack that cannot be read %s only if what says its contents changes', (_, contents) => {
    const another = parent({ TemplateURL: 'https://example.com/two' });

    expect(saidOf(parent(), parent(), contents)).toEqual([]);
    expect(saidOf(parent(), another, contents)).toEqual([
      'acme-Web/Nested (AWS::CloudFormation::Stack) may lose what is in it, because of TemplateURL',
    ]);
  });

  test('is at risk by a parameter of a nested stack that cannot be read and changes in a mapping', () => {
    const given = { Parameters: { Engine: { 'Fn::FindInMap': ['Engines', 'eu', 'name'] } } };
    const [one, two] = [mapping('one'), mapping('two')].map((Mappings) => ({ ...unread(given), Mappings }));

    expect(saidOf(one ?? {}, two ?? {})).toEqual([
      'acme-Web/Nested (AWS::CloudFormation::Stack) may lose what is in it, because of Parameters',
    ]);
  });

  test('is at risk with an account that is removed', () => {
    expect(saidOf({ Resources: { Account: { Type: 'AWS::Organizations::Account' } } }, { Resources: {} })).toEqual([
      'acme-Web/Account (AWS::Organizations::Account) would be deleted with what is in it',
    ]);
  });
});

test.each([
  ['account', { account: '222222222222' }],
  ['region', { region: 'eu-west-1' }],
])('a stack of the same name in another %s is another stack', (_, elsewhere) => {
  const web = { name: 'acme/Web', stackName: 'acme-Web', account: '111111111111', region: 'eu-central-1' };
  const here = { ...web, template: { Resources: { Database: DATABASE } } };
  const there = { ...web, ...elsewhere, template: {} };

  expect(dataChangesBetween([here], [here, there])).toEqual([]);
  expect(dataChangesBetween([here], [there]).map(describeDataChange)).toEqual([
    databaseIs('would be left behind, with its stack'),
  ]);
});

test('a stack that is called otherwise in the assembly is the same to CloudFormation', () => {
  const web = { stackName: 'acme-Web', region: 'eu-central-1', template: { Resources: { Database: DATABASE } } };

  expect(dataChangesBetween([{ ...web, name: 'acme/Old' }], [{ ...web, name: 'acme/Web' }])).toEqual([]);
});

test('what is in a nested stack is left behind with the stack around it, and is not taken for what is in another one', () => {
  const nestedStack = { Type: 'AWS::CloudFormation::Stack', Properties: {} };
  const around = (name: string, contents: Readonly<Record<string, { readonly Type: string }>>) => {
    const own = { stackName: `acme-${name}`, region: 'eu-central-1' };
    return [
      { ...own, name: `acme/${name}`, template: { Resources: { Nested: nestedStack } } },
      {
        ...own,
        name: `acme/${name}/Nested`,
        template: { Resources: contents },
        parent: { stack: `acme/${name}`, logicalId: 'Nested' },
      },
    ];
  };
  const [web, topic] = [
    around('Web', { Database: DATABASE }),
    around('Topics', { Topic: { Type: 'AWS::SNS::Topic' } }),
  ];
  const onCondition = (stacks: typeof topic) =>
    stacks.map((stack, index) =>
      index > 0
        ? stack
        : {
            ...stack,
            template: { Resources: { Nested: { ...nestedStack, Condition: 'IsOn' } }, Conditions: { IsOn: {} } },
          },
    );

  expect(dataChangesBetween([...web, ...topic], topic).map(describeDataChange)).toEqual([
    'acme-Web/Nested/Database (AWS::RDS::DBInstance) would be left behind, with its stack',
  ]);
  expect(dataChangesBetween([...web, ...topic], [...web, ...onCondition(topic)])).toEqual([]);
});
