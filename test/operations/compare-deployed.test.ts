import { readAssembly } from '../../lib/audit/assembly/read-assembly';
import { describeDataChange } from '../../lib/data-loss/data-change';
import { compareDeployed } from '../../lib/operations/compare-deployed';
import type { DeployedStack } from '../../lib/operations/deployed-stacks';
import { aSmallAssembly } from '../support/small-assembly';

const database = (Engine: unknown) => ({ Database: { Type: 'AWS::RDS::DBInstance', Properties: { Engine } } });

/** A stack as CloudFormation has it. */
const deployed = (template: object, more: Partial<DeployedStack> = {}): DeployedStack => ({
  stackName: 'acme-Web',
  accountId: '111111111111',
  region: 'eu-central-1',
  status: 'UPDATE_COMPLETE',
  terminationProtection: true,
  parameters: {},
  template,
  nested: [],
  ...more,
});

/** Compares the stack of an assembly, with a nested one beside it. */
function compare(template: object, was: readonly DeployedStack[], nested?: object) {
  const files: Record<string, object> = nested === undefined ? {} : { 'nested.json': nested };
  const { data, ...comparison } = compareDeployed(
    readAssembly(aSmallAssembly({ 'acme-Web': { template } }, files)),
    was,
  );
  return { ...comparison, data: data.map(describeDataChange) };
}

const REPLACED = ['acme-Web/Database (AWS::RDS::DBInstance) may be replaced, because of Engine'];

describe('what is deployed, compared with an assembly', () => {
  test('tells stacks that are new, changed and as they should be', () => {
    const [was, is] = [{ Resources: database('postgres') }, { Resources: database('mysql') }];

    expect(compare(is, [])).toEqual({ changed: ['acme-Web'], unchanged: [], data: [] });
    expect(compare(is, [deployed(was)])).toEqual({ changed: ['acme-Web'], unchanged: [], data: REPLACED });
    expect(compare(is, [deployed(is)])).toEqual({ changed: [], unchanged: ['acme-Web'], data: [] });
  });

  test('takes a stack of another account or region for another one', () => {
    const is = { Resources: database('mysql') };
    const others = [{ region: 'eu-west-1' }, { accountId: '222222222222' }].map((more) => deployed(is, more));

    expect(compare(is, others)).toMatchObject({ changed: ['acme-Web'], unchanged: [] });
  });

  test('tells a stack whose termination protection is not as it should be', () => {
    const template = { Resources: database('mysql') };

    expect(compare(template, [deployed(template, { terminationProtection: false })])).toEqual({
      changed: ['acme-Web'],
      unchanged: [],
      data: [],
    });
  });

  test.each([
    ['has the value that it gets', { Engine: 'mysql' }, []],
    ['has another value than it gets', { Engine: 'postgres' }, REPLACED],
    ['has a value that nobody knows', {}, []],
  ])('judges a parameter by its value: one that %s', (_, parameters, data) => {
    const template = {
      Resources: database({ Ref: 'Engine' }),
      Parameters: { Engine: { Type: 'String', Default: 'mysql' } },
    };

    expect(compare(template, [deployed(template, { parameters })]).data).toEqual(data);
  });

  test('tells a stack as changed whose parameter was given another value than it gets', () => {
    const template = {
      Resources: database('mysql'),
      Parameters: { Size: { Type: 'Number', Default: 5 }, Version: { Type: 'AWS::SSM::Parameter::Value<String>' } },
    };
    const unchanged = { Size: '5' };

    expect(compare(template, [deployed(template, { parameters: unchanged })]).unchanged).toEqual(['acme-Web']);
    expect(compare(template, [deployed(template, { parameters: { Size: '6' } })]).changed).toEqual(['acme-Web']);
    expect(compare(template, [deployed(template, { parameters: { ...unchanged, Version: '1' } })]).changed).toEqual([
      'acme-Web',
    ]);
  });

  test('judges a default that changes by the value that was given', () => {
    const ofDefault = (Default: unknown) => ({
      Resources: { Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: { 'Fn::Sub': 't-${Name}' } } } },
      Parameters: { Name: { Type: 'Number', Default } },
    });

    expect(compare(ofDefault(2), [deployed(ofDefault(1), { parameters: { Name: '2' } })]).data).toEqual([]);
    expect(compare(ofDefault(2), [deployed(ofDefault(1), { parameters: { Name: '1' } })]).data).toEqual([
      'acme-Web/Table (AWS::DynamoDB::Table) would be replaced, because of TableName',
    ]);
  });

  test('judges a condition by the values of its parameters', () => {
    const template = {
      Resources: { Database: { ...database('postgres').Database, Condition: 'IsLarge' } },
      Conditions: { IsLarge: { 'Fn::Equals': [{ Ref: 'Size' }, 'large'] } },
      Parameters: { Size: { Type: 'String', Default: 'small' } },
    };

    expect(compare(template, [deployed(template, { parameters: { Size: 'large' } })]).data).toEqual([
      'acme-Web/Database (AWS::RDS::DBInstance) may be removed, because of Condition',
    ]);
    expect(compare(template, [deployed(template, { parameters: { Size: 'small' } })]).data).toEqual([]);
  });

  test('takes what CloudFormation does not give back as it was written for the same', () => {
    const named = (Engine: string, AllocatedStorage = 20) => ({
      Resources: { Database: { Type: 'AWS::RDS::DBInstance', Properties: { Engine, AllocatedStorage } } },
    });
    const was = [deployed(named('gr??e'))];

    expect(compare(named('größe'), was)).toEqual({ changed: [], unchanged: ['acme-Web'], data: [] });
    expect(compare(named('größe', 40), was)).toEqual({ changed: ['acme-Web'], unchanged: [], data: [] });
    expect(compare(named('größer'), was).data).toEqual(REPLACED);
  });

  describe('with nested stacks', () => {
    const parent = (TemplateURL: string) => ({
      Resources: {
        Nested: {
          Type: 'AWS::CloudFormation::Stack',
          Properties: { TemplateURL },
          Metadata: { 'aws:asset:path': 'nested.json' },
        },
      },
    });
    const nested = (Engine: string, ...path: string[]) => ({
      path: ['Nested', ...path] as const,
      template: { Resources: database(Engine) },
    });

    test('looks into them', () => {
      const was = deployed(parent('one'), { nested: [nested('postgres')] });

      expect(compare(parent('two'), [was], { Resources: database('mysql') })).toEqual({
        changed: ['acme-Web'],
        unchanged: [],
        data: ['acme-Web/Nested/Database (AWS::RDS::DBInstance) may be replaced, because of Engine'],
      });
      expect(compare(parent('two'), [was], { Resources: database('postgres') }).data).toEqual([]);
    });

    test('looks into those that are no longer there, and into those in them', () => {
      const inner = { path: ['Nested', 'Inner'] as const, template: { Resources: database('postgres') } };
      const outer = { path: ['Nested'] as const, template: parent('one') };
      const was = deployed(parent('one'), { nested: [outer, inner] });

      expect(compare({ Resources: {} }, [was]).data).toEqual([
        'acme-Web/Nested/Nested (AWS::CloudFormation::Stack) would be deleted with what is in it',
        'acme-Web/Nested/Inner/Database (AWS::RDS::DBInstance) would be deleted with what is in it',
      ]);
    });

    test('takes one that could not be read for one that holds data', () => {
      const is = { Resources: database('postgres') };

      expect(compare(parent('two'), [deployed(parent('one'))], is).data).toEqual([
        'acme-Web/Nested (AWS::CloudFormation::Stack) may lose what is in it, because of TemplateURL',
      ]);
      expect(compare({ Resources: {} }, [deployed(parent('one'))]).data).toEqual([
        'acme-Web/Nested (AWS::CloudFormation::Stack) would be deleted with what is in it',
      ]);
      expect(compare(parent('one'), [deployed(parent('one'))], is).data).toEqual([]);
    });
  });
});
