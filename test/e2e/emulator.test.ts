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
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type AwsEmulator, startEmulator } from '../support/aws-emulator';
import { callEmulator } from '../support/emulated-calls';

const REGION = 'eu-central-1';

jest.setTimeout(60_000);

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
