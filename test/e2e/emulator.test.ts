import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribePublisherCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  type Stack,
  UpdateStackCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { DescribeSubnetsCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { DescribeDBClustersCommand, DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  GetExecutionHistoryCommand,
  ListMapRunsCommand,
  type MapRunListItem,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type AwsEmulator, startEmulator } from '../support/aws-emulator';
import { callEmulator } from '../support/emulated-calls';

const REGION = 'eu-central-1';

let emulator: AwsEmulator;
let cloudFormation: CloudFormationClient;
let ec2: EC2Client;
let accountId: string;

beforeAll(async () => {
  emulator = await startEmulator();
});

beforeEach(async () => {
  await emulator.reset();
  accountId = await emulator.createAccount({ name: 'Acme', email: 'aws+acme@example.com' });
  const config = await emulator.clientConfig(accountId, REGION);
  cloudFormation = new CloudFormationClient(config);
  ec2 = new EC2Client(config);
});

afterAll(() => emulator.stop());

const vpc = (cidr: string) => ({ Type: 'AWS::EC2::VPC', Properties: { CidrBlock: cidr } });
const subnetGroup = (description: string) => ({
  Type: 'AWS::RDS::DBSubnetGroup',
  Properties: { DBSubnetGroupDescription: description, SubnetIds: [{ Ref: 'Subnet' }] },
});
const template = (resources: object, outputs: object = {}) =>
  JSON.stringify({ Resources: resources, Outputs: outputs });

async function describeStack(stackName: string): Promise<Stack> {
  const { Stacks: [stack] = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: stackName }));
  if (stack === undefined) throw new Error(`no stack "${stackName}"`);
  return stack;
}

async function tenantVpcs(): Promise<string[]> {
  const { Vpcs: vpcs = [] } = await ec2.send(
    new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['false'] }] }),
  );
  return vpcs.map(({ CidrBlock }) => CidrBlock ?? '');
}

describe('emulated CloudFormation', () => {
  test('rolls a failed creation back and says which resource failed', async () => {
    const Broken = {
      Type: 'AWS::EC2::Subnet',
      Properties: { VpcId: 'vpc-0', CidrBlock: '10.0.0.0/24' },
      DependsOn: 'Vpc',
    };

    await cloudFormation.send(
      new CreateStackCommand({ StackName: 'Net', TemplateBody: template({ Vpc: vpc('10.0.0.0/16'), Broken }) }),
    );

    expect((await describeStack('Net')).StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(await tenantVpcs()).toEqual([]);
    const { StackEvents: events = [] } = await cloudFormation.send(
      new DescribeStackEventsCommand({ StackName: 'Net' }),
    );
    expect(
      events
        .filter(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED')
        .map(({ LogicalResourceId }) => LogicalResourceId),
    ).toEqual(['Broken']);
  });

  test('returns to the resources it had when an update fails', async () => {
    await cloudFormation.send(
      new CreateStackCommand({ StackName: 'Net', TemplateBody: template({ Vpc: vpc('10.0.0.0/16') }) }),
    );
    const Broken = { Type: 'AWS::EC2::Subnet', Properties: { VpcId: 'vpc-0', CidrBlock: '10.0.0.0/24' } };

    await cloudFormation.send(
      new UpdateStackCommand({ StackName: 'Net', TemplateBody: template({ Vpc: vpc('10.0.0.0/16'), Broken }) }),
    );

    expect((await describeStack('Net')).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await tenantVpcs()).toEqual(['10.0.0.0/16']);
  });

  test('says of a nested stack which one it is in', async () => {
    const inS3 = await emulator.clientConfig(accountId, 'us-east-1');
    await callEmulator(inS3, 's3', { method: 'PUT', path: '/templates' });
    const body = template({ Vpc: vpc('10.0.0.0/16') });
    await callEmulator(inS3, 's3', { method: 'PUT', path: '/templates/net.json', body });
    const Properties = { TemplateURL: `${emulator.endpoint}/templates/net.json` };
    const Nested = { Type: 'AWS::CloudFormation::Stack', Properties };

    await cloudFormation.send(new CreateStackCommand({ StackName: 'App', TemplateBody: template({ Nested }) }));

    const { Stacks: stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({}));
    const { StackId: parentId } = await describeStack('App');
    expect(stacks.map(({ StackName, ParentId }) => ({ StackName, ParentId }))).toEqual(
      expect.arrayContaining([
        { StackName: 'App', ParentId: undefined },
        { StackName: expect.stringMatching(/^App-Nested-/), ParentId: parentId },
      ]),
    );
  });

  test('deploys by change set, outputs included', async () => {
    const body = template({ Vpc: vpc('10.0.0.0/16') }, { Cidr: { Value: { 'Fn::GetAtt': ['Vpc', 'CidrBlock'] } } });
    await cloudFormation.send(
      new CreateChangeSetCommand({
        StackName: 'Net',
        ChangeSetName: 'first',
        ChangeSetType: 'CREATE',
        TemplateBody: body,
      }),
    );

    await cloudFormation.send(new ExecuteChangeSetCommand({ StackName: 'Net', ChangeSetName: 'first' }));

    const stack = await describeStack('Net');
    expect([stack.StackStatus, stack.Outputs?.[0]?.OutputValue]).toEqual(['CREATE_COMPLETE', '10.0.0.0/16']);
  });

  test('creates one stack for the change sets of an engineer who was cut off and began again', async () => {
    const create = (changeSet: string) =>
      cloudFormation.send(
        new CreateChangeSetCommand({
          StackName: 'Net',
          ChangeSetName: changeSet,
          ChangeSetType: 'CREATE',
          TemplateBody: template({ Vpc: vpc('10.0.0.0/16') }),
        }),
      );
    await create('first');

    await create('second');
    await cloudFormation.send(new ExecuteChangeSetCommand({ StackName: 'Net', ChangeSetName: 'second' }));

    const { Stacks: stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({}));
    expect(stacks.map(({ StackName, StackStatus }) => [StackName, StackStatus])).toEqual([['Net', 'CREATE_COMPLETE']]);
  });

  test('finds a change set under its own stack only', async () => {
    await cloudFormation.send(
      new CreateChangeSetCommand({
        StackName: 'Net',
        ChangeSetName: 'first',
        ChangeSetType: 'CREATE',
        TemplateBody: template({ Vpc: vpc('10.0.0.0/16') }),
      }),
    );

    const describeElsewhere = cloudFormation.send(
      new DescribeChangeSetCommand({ StackName: 'Data', ChangeSetName: 'first' }),
    );

    await expect(describeElsewhere).rejects.toThrow('ChangeSet [first] does not exist');
  });

  test('tells parameters as they were given, and what those of Systems Manager resolve to beside it', async () => {
    const ssm = new SSMClient(await emulator.clientConfig(accountId, REGION));
    await ssm.send(new PutParameterCommand({ Name: '/cidr', Value: '10.0.0.0/16', Type: 'String' }));
    const body = {
      Parameters: {
        Cidr: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cidr' },
        Size: { Type: 'Number', Default: 5 },
        Names: { Type: 'CommaDelimitedList', Default: 'a,b' },
        Password: { Type: 'String', NoEcho: true },
      },
      Resources: { Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: { Ref: 'Cidr' } } } },
    };
    const given = { Names: 'c,d', Password: 'secret' };

    await cloudFormation.send(
      new CreateStackCommand({
        StackName: 'Net',
        TemplateBody: JSON.stringify(body),
        Parameters: Object.entries(given).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
      }),
    );

    const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: 'Net' }));
    expect(Stacks[0]?.Parameters).toEqual([
      { ParameterKey: 'Cidr', ParameterValue: '/cidr', ResolvedValue: '10.0.0.0/16' },
      { ParameterKey: 'Size', ParameterValue: '5' },
      { ParameterKey: 'Names', ParameterValue: 'c,d' },
      { ParameterKey: 'Password', ParameterValue: '****' },
    ]);
    expect(await tenantVpcs()).toEqual(['10.0.0.0/16']);
  });

  test('refuses to delete a stack under termination protection', async () => {
    await cloudFormation.send(
      new CreateStackCommand({ StackName: 'Net', TemplateBody: template({ Vpc: vpc('10.0.0.0/16') }) }),
    );
    await cloudFormation.send(
      new UpdateTerminationProtectionCommand({ StackName: 'Net', EnableTerminationProtection: true }),
    );

    const deletion = cloudFormation.send(new DeleteStackCommand({ StackName: 'Net' }));

    await expect(deletion).rejects.toThrow('Stack [Net] cannot be deleted while TerminationProtection is enabled');
    expect(await tenantVpcs()).toEqual(['10.0.0.0/16']);
  });

  test('keeps a resource through an update of which its model knows nothing', async () => {
    const Subnet = { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.0.0/24' } };
    const resources = (description: string) =>
      template({ Vpc: vpc('10.0.0.0/16'), Subnet, Group: subnetGroup(description) });
    await cloudFormation.send(new CreateStackCommand({ StackName: 'Net', TemplateBody: resources('before') }));
    const physicalIds = async () => {
      const { StackResources: described = [] } = await cloudFormation.send(
        new DescribeStackResourcesCommand({ StackName: 'Net' }),
      );
      return described.map(({ PhysicalResourceId }) => PhysicalResourceId);
    };
    const before = await physicalIds();

    await cloudFormation.send(new UpdateStackCommand({ StackName: 'Net', TemplateBody: resources('after') }));

    expect(await physicalIds()).toEqual(before);
    expect((await describeStack('Net')).LastUpdatedTime).toBeInstanceOf(Date);
  });

  test('places a subnet in a zone of its own region', async () => {
    const Subnet = {
      Type: 'AWS::EC2::Subnet',
      Properties: {
        VpcId: { Ref: 'Vpc' },
        CidrBlock: '10.0.0.0/24',
        AvailabilityZone: { 'Fn::Select': [1, { 'Fn::GetAZs': '' }] },
      },
    };

    await cloudFormation.send(
      new CreateStackCommand({ StackName: 'Net', TemplateBody: template({ Vpc: vpc('10.0.0.0/16'), Subnet }) }),
    );

    const { Subnets: subnets = [] } = await ec2.send(
      new DescribeSubnetsCommand({ Filters: [{ Name: 'cidr-block', Values: ['10.0.0.0/24'] }] }),
    );
    expect(subnets.map(({ AvailabilityZone }) => AvailabilityZone)).toEqual(['eu-central-1b']);
  });

  test('keeps what the template retains when its stack is deleted', async () => {
    const retained = { ...vpc('10.0.0.0/16'), DeletionPolicy: 'Retain' };
    await cloudFormation.send(
      new CreateStackCommand({
        StackName: 'Net',
        TemplateBody: template({ Retained: retained, Deleted: vpc('10.1.0.0/16') }),
      }),
    );

    await cloudFormation.send(new DeleteStackCommand({ StackName: 'Net' }));

    expect(await tenantVpcs()).toEqual(['10.0.0.0/16']);
  });

  test('does not delete a protected database, and keeps its stack', async () => {
    const Database = {
      Type: 'AWS::RDS::DBInstance',
      Properties: {
        Engine: 'postgres',
        DBInstanceClass: 'db.t4g.micro',
        AllocatedStorage: '20',
        MasterUsername: 'owner',
        MasterUserPassword: 'not-a-secret',
        DeletionProtection: true,
      },
    };
    await cloudFormation.send(new CreateStackCommand({ StackName: 'Data', TemplateBody: template({ Database }) }));

    await cloudFormation.send(new DeleteStackCommand({ StackName: 'Data' }));

    expect((await describeStack('Data')).StackStatus).toBe('DELETE_FAILED');
    const { DBInstances: databases = [] } = await new RDSClient(await emulator.clientConfig(accountId, REGION)).send(
      new DescribeDBInstancesCommand({}),
    );
    expect(databases.map(({ Endpoint }) => Endpoint?.Port)).toEqual([5432]);
  });

  test('has clusters in RDS, with their instances', async () => {
    const resources = {
      Cluster: {
        Type: 'AWS::RDS::DBCluster',
        Properties: {
          Engine: 'aurora-postgresql',
          EngineVersion: '17.9',
          MasterUsername: 'owner',
          MasterUserPassword: 'not-a-secret',
        },
      },
      Writer: {
        Type: 'AWS::RDS::DBInstance',
        Properties: {
          Engine: 'aurora-postgresql',
          DBInstanceClass: 'db.serverless',
          DBClusterIdentifier: { Ref: 'Cluster' },
        },
      },
    };
    const outputs = { Address: { Value: { 'Fn::GetAtt': ['Cluster', 'Endpoint.Address'] } } };

    await cloudFormation.send(
      new CreateStackCommand({ StackName: 'Data', TemplateBody: template(resources, outputs) }),
    );

    const { DBClusters: [cluster] = [] } = await new RDSClient(await emulator.clientConfig(accountId, REGION)).send(
      new DescribeDBClustersCommand({}),
    );
    expect(cluster?.DBClusterMembers).toHaveLength(1);
    expect((await describeStack('Data')).Outputs?.[0]?.OutputValue).toBe(cluster?.Endpoint);
  });

  test('resolves an output of another stack', async () => {
    const outputs = { Id: { Value: { Ref: 'Vpc' } } };
    await cloudFormation.send(
      new CreateStackCommand({ StackName: 'Net', TemplateBody: template({ Vpc: vpc('10.0.0.0/16') }, outputs) }),
    );
    const VpcId = { 'Fn::GetStackOutput': { StackName: 'Net', Region: REGION, OutputName: 'Id' } };
    const Subnet = { Type: 'AWS::EC2::Subnet', Properties: { VpcId, CidrBlock: '10.0.7.0/24' } };

    await cloudFormation.send(new CreateStackCommand({ StackName: 'Data', TemplateBody: template({ Subnet }) }));

    const { Subnets: subnets = [] } = await ec2.send(
      new DescribeSubnetsCommand({ Filters: [{ Name: 'cidr-block', Values: ['10.0.7.0/24'] }] }),
    );
    expect(subnets.map((subnet) => subnet.VpcId)).toEqual([(await describeStack('Net')).Outputs?.[0]?.OutputValue]);
  });

  test('answers a call it does not have with an error that says so', async () => {
    const call = cloudFormation.send(new DescribePublisherCommand({}));

    await expect(call).rejects.toThrow(
      'cloudformation: NotImplementedError: The describe_publisher action has not been implemented',
    );
  });

  test('gives resources it does not know a reference and attributes', async () => {
    const Pool = { Type: 'AWS::Cognito::UserPool', Properties: {} };
    const outputs = { Arn: { Value: { 'Fn::GetAtt': ['Pool', 'Arn'] } } };

    await cloudFormation.send(new CreateStackCommand({ StackName: 'Api', TemplateBody: template({ Pool }, outputs) }));

    expect((await describeStack('Api')).Outputs?.[0]?.OutputValue).toMatch(
      new RegExp(`^arn:aws:cognito:${REGION}:${accountId}:userpool/Api-Pool-`),
    );
  });
});

describe('emulated accounts', () => {
  /** Makes roles that trust the management account under a condition, and assumes them from there. */
  async function trustingRoles() {
    const { managementAccountId } = emulator.organization;
    const client = new IAMClient(await emulator.clientConfig(accountId, REGION));
    const sts = new STSClient(await emulator.clientConfig(managementAccountId, REGION));
    return {
      iam: (RoleName: string, Condition: object) => {
        const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: managementAccountId }, Condition };
        const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
        return client.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
      },
      assume: (name: string, ExternalId?: string) =>
        sts.send(
          new AssumeRoleCommand({
            RoleArn: `arn:aws:iam::${accountId}:role/${name}`,
            RoleSessionName: 'test',
            ...(ExternalId !== undefined && { ExternalId }),
          }),
        ),
    };
  }

  test("see none of each other's resources", async () => {
    const other = await emulator.createAccount({ name: 'Globex', email: 'aws+globex@example.com' });
    await cloudFormation.send(
      new CreateStackCommand({ StackName: 'Net', TemplateBody: template({ Vpc: vpc('10.0.0.0/16') }) }),
    );

    const elsewhere = new CloudFormationClient(await emulator.clientConfig(other, REGION));

    expect((await elsewhere.send(new DescribeStacksCommand({}))).Stacks).toEqual([]);
  });

  test('are closed to accounts their roles do not trust', async () => {
    const other = await emulator.createAccount({ name: 'Globex', email: 'aws+globex@example.com' });
    const sts = new STSClient(await emulator.clientConfig(other, REGION));

    const assumption = sts.send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${accountId}:role/OrganizationAccountAccessRole`,
        RoleSessionName: 'test',
      }),
    );

    await expect(assumption).rejects.toThrow(
      `Account ${other} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${accountId}:role/OrganizationAccountAccessRole`,
    );
  });

  test("trust those who tell an external id, or none, as CDK's roles do", async () => {
    const { iam, assume } = await trustingRoles();
    await iam('cdk', { Null: { 'sts:ExternalId': 'true' } });
    await iam('machines', { StringLike: { 'sts:ExternalId': 'arn:aws:states:*:stateMachine:tenantry-*' } });
    const machine = `arn:aws:states:${REGION}:${accountId}:stateMachine:tenantry-deploy-ring`;

    await expect(assume('cdk')).resolves.toBeDefined();
    await expect(assume('cdk', machine)).rejects.toThrow('is not authorized to perform: sts:AssumeRole');
    await expect(assume('machines', machine)).resolves.toBeDefined();
    await expect(assume('machines', machine.replace('tenantry', 'other'))).rejects.toThrow('is not authorized');
    await expect(assume('machines')).rejects.toThrow('is not authorized');
  });

  test('are refused an e-mail address in use, whatever its case', async () => {
    const duplicate = emulator.createAccount({ name: 'Acme again', email: 'AWS+acme@example.com' });

    await expect(duplicate).rejects.toThrow('account "Acme again" was not created: EMAIL_ALREADY_EXISTS');
  });
});

describe('emulated state machines', () => {
  const WHY = { error: 'Stopped', cause: 'enough of it' };

  let states: SFNClient;
  beforeEach(async () => {
    states = new SFNClient(await emulator.clientConfig(accountId, REGION));
  });

  /** Makes a state machine of one state, and gives what starts it. */
  async function machineOf(state: object): Promise<(input?: object) => Promise<string>> {
    const definition = JSON.stringify({ StartAt: 'Only', States: { Only: { ...state, End: true } } });
    const roleArn = `arn:aws:iam::${accountId}:role/states`;
    const { stateMachineArn } = await states.send(
      new CreateStateMachineCommand({ name: 'machine', roleArn, definition }),
    );
    let started = 0;
    return async (input = {}) => {
      const name = `execution-${started++}`;
      const request = new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) });
      return (await states.send(request)).executionArn!;
    };
  }

  async function describeExecution(executionArn: string) {
    const seen = await states.send(new DescribeExecutionCommand({ executionArn }));
    const { status, error, cause, stopDate, output } = seen;
    return { status, error, cause, stopDate, output };
  }

  async function end(executionArn: string) {
    for (;;) {
      const seen = await describeExecution(executionArn);
      if (seen.status !== 'RUNNING') return seen;
      await pause(50);
    }
  }

  const stop = (executionArn: string) => states.send(new StopExecutionCommand({ executionArn, ...WHY }));

  const wait = { Type: 'Wait', Seconds: 600 };

  test('are stopped at any moment after their start, and say why', async () => {
    const start = await machineOf(wait);

    for (let delay = 0; delay < 40; delay += 2) {
      const execution = await start();
      await pause(delay);
      await stop(execution);
      expect(await describeExecution(execution)).toEqual({ status: 'ABORTED', stopDate: expect.any(Date), ...WHY });
    }
  });

  test.each([
    {
      name: 'items of a map',
      state: {
        Type: 'Map',
        ItemsPath: '$.items',
        MaxConcurrency: 1,
        ItemProcessor: { StartAt: 'Item', States: { Item: { Type: 'Wait', Seconds: 1, End: true } } },
      },
    },
    {
      name: 'branches',
      state: {
        Type: 'Parallel',
        Branches: [1, 2].map(() => ({ StartAt: 'Item', States: { Item: { Type: 'Wait', Seconds: 1, End: true } } })),
      },
    },
  ])('stay stopped where $name were at work', async ({ state }) => {
    const start = await machineOf(state);
    const executions = [await start({ items: [1, 2] }), await start({ items: [1, 2] }), await start({ items: [1, 2] })];
    for (const [index, execution] of executions.entries()) {
      await pause(index * 100);
      await stop(execution);
    }

    // The threads have come to their end.
    await pause(2500);

    for (const executionArn of executions) {
      expect(await describeExecution(executionArn)).toMatchObject({ status: 'ABORTED', ...WHY });
      const { events = [] } = await states.send(new GetExecutionHistoryCommand({ executionArn }));
      expect(events.at(-1)).toMatchObject({ type: 'ExecutionAborted', executionAbortedEventDetails: WHY });
    }
  });

  test('cannot be stopped after their end', async () => {
    const start = await machineOf({ Type: 'Pass' });
    const execution = await start();
    const ended = await end(execution);

    await stop(execution);

    expect(await describeExecution(execution)).toEqual(ended);
    expect(ended).toMatchObject({ status: 'SUCCEEDED', error: undefined, cause: undefined });
  });

  test('tell an error of AWS in an item of a map by its name', async () => {
    const Item = { Type: 'Pass', Parameters: { 'is.$': '$.missing' }, End: true };
    const start = await machineOf({
      Type: 'Map',
      ItemsPath: '$.items',
      ItemProcessor: { StartAt: 'Item', States: { Item } },
    });

    expect(await end(await start({ items: [{}] }))).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
      cause: expect.stringContaining("The JSONPath '$.missing'"),
    });
  });

  test('spell with a capital what they ask of AWS and are answered', async () => {
    const start = await machineOf({
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:sfn:listExecutions',
      Parameters: { 'StateMachineArn.$': '$$.StateMachine.Id' },
      ResultSelector: { 'executions.$': '$.Executions' },
    });

    const { status, output } = await end(await start());

    expect(status).toBe('SUCCEEDED');
    expect(JSON.parse(output!)).toMatchObject({
      executions: [{ Name: 'execution-0', StartDate: expect.stringMatching(/^\d{4}-.*Z$/) }],
    });
  });

  describe('with a distributed map', () => {
    /** Starts a map of items that are `good`, `bad`, or in no hurry. */
    const mapOf = (props: object) =>
      machineOf({
        Type: 'Map',
        Label: 'Items',
        ItemsPath: '$.items',
        ItemSelector: { 'item.$': '$$.Map.Item.Value' },
        MaxConcurrency: 1,
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          StartAt: 'Item',
          States: {
            Item: {
              Type: 'Choice',
              Choices: [
                { Variable: '$.item', StringEquals: 'bad', Next: 'Bad' },
                { Variable: '$.item', StringEquals: 'slow', Next: 'Slow' },
              ],
              Default: 'Good',
            },
            Bad: { Type: 'Fail', Error: 'Bad' },
            Slow: { ...wait, Next: 'Good' },
            Good: { Type: 'Succeed' },
          },
        },
        ...props,
      });

    async function listMapRuns(executionArn: string): Promise<MapRunListItem[]> {
      return (await states.send(new ListMapRunsCommand({ executionArn }))).mapRuns ?? [];
    }

    /** How the one map run of an execution goes; waits until there is one. */
    async function mapRun(executionArn: string) {
      let [run, ...others] = await listMapRuns(executionArn);
      for (; run === undefined; [run, ...others] = await listMapRuns(executionArn)) await pause(20);
      expect(others).toEqual([]);
      const { mapRunArn, startDate, stopDate } = run;
      const seen = await states.send(new DescribeMapRunCommand({ mapRunArn }));
      // It may have ended since it was listed.
      const listed = [startDate, stopDate ?? seen.stopDate, executionArn];
      expect([seen.startDate, seen.stopDate, seen.executionArn]).toEqual(listed);
      expect(startDate).toBeInstanceOf(Date);
      expect(seen.executionCounts).toEqual(seen.itemCounts);
      const counts = Object.entries(seen.itemCounts!).filter(([, count]) => count !== 0);
      return { status: seen.status, stopDate, counts: Object.fromEntries(counts) };
    }

    const EXCEEDED = {
      status: 'FAILED',
      error: 'States.ExceedToleratedFailureThreshold',
      cause: 'The specified tolerated failure threshold was exceeded',
    };

    test.each([
      { tolerated: { ToleratedFailureCount: 1 }, items: ['bad', 'good', 'good'] },
      { tolerated: { ToleratedFailureCountPath: '$.tolerated' }, items: ['bad', 'good', 'good'] },
      { tolerated: { ToleratedFailurePercentage: 33.5 }, items: ['good', 'bad', 'good'] },
    ])('go on below $tolerated, and count what failed', async ({ tolerated, items }) => {
      const start = await mapOf(tolerated);

      const execution = await start({ items, tolerated: 1 });

      expect(await end(execution)).toMatchObject({ status: 'SUCCEEDED' });
      expect(await mapRun(execution)).toEqual({
        status: 'SUCCEEDED',
        stopDate: expect.any(Date),
        counts: { failed: 1, resultsWritten: 2, succeeded: 2, total: 3 },
      });
    });

    test.each([
      { tolerated: {}, items: ['bad', 'good'], counts: { failed: 1, aborted: 1, total: 2 } },
      {
        tolerated: { ToleratedFailureCount: 1 },
        items: ['bad', 'bad', 'good', 'good'],
        counts: { failed: 2, aborted: 2, total: 4 },
      },
      {
        tolerated: { ToleratedFailurePercentage: 33.3 },
        items: ['good', 'bad', 'good'],
        counts: { failed: 1, succeeded: 1, resultsWritten: 1, aborted: 1, total: 3 },
      },
      {
        tolerated: { ToleratedFailureCount: 1, ToleratedFailurePercentage: 90.5 },
        items: ['bad', 'bad', 'good', 'good'],
        counts: { failed: 2, aborted: 2, total: 4 },
      },
      {
        tolerated: { MaxConcurrency: 2 },
        items: ['slow', 'bad', 'good'],
        counts: { failed: 1, aborted: 2, total: 3 },
      },
    ])('fail past $tolerated, begin no item then, and stop those at work', async ({ tolerated, items, counts }) => {
      const start = await mapOf(tolerated);

      const execution = await start({ items });

      expect(await end(execution)).toMatchObject(EXCEEDED);
      expect(await mapRun(execution)).toEqual({ status: 'FAILED', stopDate: expect.any(Date), counts });
    });

    test('say how many items wait and are at work, and abort them when they are stopped', async () => {
      const start = await mapOf({ MaxConcurrency: 2, ToleratedFailureCount: 1 });
      const execution = await start({ items: ['bad', 'slow', 'slow', 'good'] });
      const counts = { failed: 1, running: 2, pending: 1, total: 4 };
      while ((await mapRun(execution)).counts.running !== 2) await pause(50);
      expect(await mapRun(execution)).toEqual({ status: 'RUNNING', stopDate: undefined, counts });

      await stop(execution);

      while ((await mapRun(execution)).stopDate === undefined) await pause(50);
      expect(await mapRun(execution)).toMatchObject({ status: 'ABORTED', counts: { failed: 1, aborted: 3, total: 4 } });
      expect(await describeExecution(execution)).toMatchObject({ status: 'ABORTED', ...WHY });
    });

    test('are stopped at any moment, and no map run is left at work', async () => {
      const start = await mapOf({ MaxConcurrency: 2 });

      for (let delay = 0; delay < 60; delay += 4) {
        const execution = await start({ items: ['good', 'slow', 'slow'] });
        await pause(delay);
        await stop(execution);
        if ((await listMapRuns(execution)).length === 0) continue;
        while ((await mapRun(execution)).stopDate === undefined) await pause(20);
        expect(await mapRun(execution)).toMatchObject({ status: 'ABORTED' });
      }
    });
  });
});

describe('emulator process', () => {
  const folder = join(__dirname, '..');

  test('says what to install where moto is missing', () => {
    // -S: without installed packages.
    const { status, stderr } = spawnSync('python3', ['-B', '-S', '-m', 'emulator'], { cwd: folder, encoding: 'utf8' });

    expect(stderr).toBe('end-to-end tests need moto 5.2.1, found none: pip install "moto[server]==5.2.1"\n');
    expect(status).toBe(3);
  });

  test('ends with the process that started it, also when that one is killed', async () => {
    const start = "require('child_process').spawn('python3', ['-B', '-m', 'emulator'], { stdio: ['pipe', 1, 2] })";
    const starter = spawn(process.execPath, ['-e', start], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
    const port = await new Promise<string>((resolve) => {
      starter.stdout.on('data', (chunk: Buffer) => resolve(/\d+/.exec(chunk.toString())?.[0] ?? ''));
    });
    const answers = async () =>
      (await fetch(`http://localhost:${port}/moto-api/data.json`).catch(() => undefined)) !== undefined;
    expect(await answers()).toBe(true);

    starter.kill('SIGKILL');

    while (await answers()) await pause(50);
  });
});
