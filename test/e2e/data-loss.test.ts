import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { readAssembly } from '../../lib/audit/assembly/read-assembly';
import { OperationError } from '../../lib/errors';
import { asAssembled } from '../../lib/operations/as-assembled';
import { type DeployTenantContext, deployTenant } from '../../lib/operations/deploy-tenant';
import { deployRoles } from '../../lib/operations/deploy-role';
import { deployedStacks } from '../../lib/operations/deployed-stacks';
import { aTenant } from '../../lib/testing/config-builders';
import { type AwsEmulator, type EmulatedClientConfig, startEmulator } from '../support/aws-emulator';
import { callEmulator } from '../support/emulated-calls';
import { aSmallAssembly } from '../support/small-assembly';
import { stackHistory } from '../support/stack-history';

const REGION = 'eu-central-1';

let emulator: AwsEmulator;
let config: EmulatedClientConfig;
let accountId: string;
let operatorAccountId: string;

/** A stack whose resources get what would replace them from elsewhere. */
const dataStack = (map: string, name: string, url: (file: string) => string) => ({
  Parameters: { Name: { Type: 'String', Default: name } },
  Mappings: { Names: { names: { table: map } } },
  Conditions: { Never: { 'Fn::Equals': ['one', 'two'] } },
  Resources: {
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: { 'Fn::FindInMap': ['Names', 'names', 'table'] },
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
      },
    },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'Name' } } },
    Nested: nestedIn(url('nested.json')),
    Absent: { ...nestedIn(url('nested.json')), Condition: 'Never' },
    Unreadable: nestedIn(url('nested.yaml')),
  },
});

const nestedIn = (TemplateURL: string) => ({
  Type: 'AWS::CloudFormation::Stack',
  Properties: { TemplateURL },
  Metadata: { 'aws:asset:path': 'nested.json' },
});

const nestedStack = (QueueName: string) => ({
  Resources: { Inner: { Type: 'AWS::SQS::Queue', Properties: { QueueName } } },
});

const YAML = 'Metadata:\n  Note: !Unknown note\nResources:\n  Inner:\n    Type: AWS::SQS::Queue\n';

const ALL = ['acme-Data/Table', 'acme-Data/Queue', 'acme-Data/Unreadable', 'acme-Data/Nested/Inner'];

beforeAll(async () => {
  emulator = await startEmulator();
  process.env.AWS_ENDPOINT_URL = emulator.endpoint;
  operatorAccountId = await emulator.createAccount({ name: 'operator', email: 'aws+operator@example.com' });
  accountId = await emulator.createAccount({ name: 'acme', email: 'aws+acme@example.com' });
  config = await emulator.clientConfig(accountId, REGION);
  const trust = { Effect: 'Allow', Principal: { AWS: operatorAccountId }, Action: 'sts:AssumeRole' };
  await new IAMClient(config).send(
    new CreateRoleCommand({
      RoleName: `cdk-hnb659fds-deploy-role-${accountId}-${REGION}`,
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
    }),
  );
  const cloudFormation = new CloudFormationClient(config);
  await upload({ 'nested.json': JSON.stringify(nestedStack('inner-one')), 'nested.yaml': YAML });
  await cloudFormation.send(
    new CreateStackCommand({
      StackName: 'acme-Data',
      TemplateBody: JSON.stringify(dataStack('one', 'any', (file) => `${emulator.endpoint}/templates/${file}`)),
      Parameters: [{ ParameterKey: 'Name', ParameterValue: 'one' }],
      EnableTerminationProtection: true,
    }),
  );
  await cloudFormation.send(
    new CreateStackCommand({ StackName: 'acme-Old', TemplateBody: JSON.stringify(nestedStack('old')) }),
  );
});

afterAll(async () => {
  delete process.env.AWS_ENDPOINT_URL;
  await emulator?.stop();
});

async function upload(files: Readonly<Record<string, string>>): Promise<void> {
  const inS3 = { ...config, region: 'us-east-1' };
  await callEmulator(inS3, 's3', { method: 'PUT', path: '/templates' });
  for (const [file, body] of Object.entries(files)) {
    await callEmulator(inS3, 's3', { method: 'PUT', path: `/templates/${file}`, body });
  }
}

/** What is to be deployed next. */
function assembled(): string {
  const environment = `aws://${accountId}/${REGION}`;
  const template = dataStack('two', 'two', (file) => `https://example.com/another/${file}`);
  return aSmallAssembly({ 'acme-Data': { environment, template } }, { 'nested.json': nestedStack('inner-two') });
}

const tenant = () => ({ ...aTenant({ id: 'acme', region: REGION }), accountId });

const operator = () => emulator.credentialsFor(operatorAccountId);

function deploy(allowed: readonly string[], dryRun: boolean, notify: DeployTenantContext['notify'] = () => undefined) {
  return deployTenant(
    { tenant: tenant(), assembly: assembled(), allowReplacement: new Set(allowed), dryRun },
    { credentials: operator, pause: async () => undefined, notify },
  );
}

describe('a deployment that would replace what holds data', () => {
  test('by a mapping, by the value of a parameter or in a nested stack is refused, and nothing is attempted', async () => {
    const before = await stackHistory(config);
    expect(before.map(({ status }) => status)).toEqual(before.map(() => 'CREATE_COMPLETE'));

    await expect(deploy([], false)).rejects.toThrow(
      new OperationError(
        [
          'nothing was deployed, because data could be lost:',
          '  - acme-Data/Queue (AWS::SQS::Queue) would be replaced, because of QueueName',
          '  - acme-Data/Table (AWS::DynamoDB::Table) would be replaced, because of TableName',
          '  - acme-Data/Unreadable (AWS::CloudFormation::Stack) may lose what is in it, because of TemplateURL',
          '  - acme-Data/Nested/Inner (AWS::SQS::Queue) would be replaced, because of QueueName',
          'undo the change, or allow it by name: --allow-replacement acme-Data/Queue --allow-replacement acme-Data/Table --allow-replacement acme-Data/Unreadable --allow-replacement acme-Data/Nested/Inner',
        ].join('\n'),
      ),
    );

    expect(await stackHistory(config)).toEqual(before);
  });

  test('is prepared once all of it is allowed by name, and says which stacks it leaves as they are', async () => {
    const events: unknown[] = [];

    const deployment = await deploy(ALL, true, (event) => events.push(event));

    expect(deployment).toEqual({ changed: ['acme-Data'], unchanged: [], left: ['acme-Old'] });
    expect(events).toEqual([{ type: 'comparing' }, { type: 'leftAsTheyAre', stacks: ['acme-Old'] }]);
  });
});

test('what is deployed is read with the nested stacks in it, and called as in the assembly', async () => {
  const head = readAssembly(assembled());

  const deployed = await deployedStacks({ tenant: tenant(), assembled: head }, deployRoles(operator, 'test'));

  const named = asAssembled(head, deployed).map(({ name, template }) => [name, Object.keys(template.Resources ?? {})]);
  expect(named).toEqual([
    ['acme-Data', ['Table', 'Queue', 'Nested', 'Absent', 'Unreadable']],
    ['acme-Data/Nested', ['Inner']],
    ['acme-Data/Absent', []],
    ['acme/Old', ['Inner']],
  ]);
});
