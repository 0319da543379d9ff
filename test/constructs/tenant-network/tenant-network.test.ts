import {
  App,
  Stack,
  Stage,
  aws_ec2 as ec2,
  aws_kms as kms,
  aws_lambda as lambda,
  aws_logs as logs,
  aws_rds as rds,
} from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { TenantNetwork, type TenantNetworkProps } from '../../../constructs/tenant-network/tenant-network';
import { rulePackFindings } from '../../support/rule-pack-findings';

const ENV = { account: '111122223333', region: 'eu-central-1' };
const KEY_ARN = 'arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555';
const FLOW_LOG_GROUP = 'NetworkFlowLogsLogGroup625EB2BC';
const VPC = { Ref: 'Network1C6012B5' };
const ACCOUNT_ONLY = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'AccountOnly',
      Effect: 'Allow',
      Principal: '*',
      Action: '*',
      Resource: '*',
      Condition: { StringEquals: { 'aws:PrincipalAccount': '111122223333', 'aws:ResourceAccount': '111122223333' } },
    },
  ],
};

describe('TenantNetwork', () => {
  test('has the given addresses and resolves names', () => {
    templateOf({ cidr: '10.20.0.0/20' }).hasResourceProperties('AWS::EC2::VPC', {
      CidrBlock: '10.20.0.0/20',
      EnableDnsHostnames: true,
      EnableDnsSupport: true,
    });
  });

  test.each([
    [2, ['10.0.0.0/22', '10.0.4.0/22']],
    [3, ['10.0.0.0/22', '10.0.4.0/22', '10.0.8.0/22']],
  ] as const)('gives each of %i zones a quarter of its addresses', (availabilityZones, blocks) => {
    const subnets = Object.values(templateOf({ availabilityZones }).findResources('AWS::EC2::Subnet'));

    expect(subnets.map(({ Properties }) => Properties)).toMatchObject(
      blocks.map((CidrBlock, zone) => ({
        CidrBlock,
        AvailabilityZone: { 'Fn::Select': [zone, { 'Fn::GetAZs': '' }] },
        MapPublicIpOnLaunch: false,
      })),
    );
  });

  test('has two zones by default', () => {
    templateOf().resourceCountIs('AWS::EC2::Subnet', 2);
  });

  test('leaves everything as it is when a third zone is added', () => {
    const two = unrouted(templateOf({ availabilityZones: 2 }));
    const three = unrouted(templateOf({ availabilityZones: 3 }));

    expect(three).toMatchObject(two);
  });

  test('keeps the logical ids of the network and its subnets, because databases live in them', () => {
    const template = templateOf({ availabilityZones: 3 });

    expect(Object.keys(template.findResources('AWS::EC2::VPC'))).toEqual([VPC.Ref]);
    expect(Object.keys(template.findResources('AWS::EC2::Subnet'))).toEqual([
      'NetworkIsolatedSubnet1Subnet91F50E7B',
      'NetworkIsolatedSubnet2Subnet23FB3A01',
      'NetworkIsolatedSubnet3Subnet43A61309',
    ]);
  });

  test('has no way in or out', () => {
    const template = templateOf({ interfaceEndpoints: ['logs'] });

    for (const type of ['InternetGateway', 'NatGateway', 'Route', 'VPNGateway', 'EIP']) {
      template.resourceCountIs(`AWS::EC2::${type}`, 0);
    }
  });

  test.each(['s3', 'dynamodb'])('reaches %s through a gateway, for the account alone', (service) => {
    templateOf().hasResourceProperties('AWS::EC2::VPCEndpoint', {
      VpcEndpointType: 'Gateway',
      ServiceName: { 'Fn::Join': ['', ['com.amazonaws.', { Ref: 'AWS::Region' }, `.${service}`]] },
      VpcId: VPC,
      RouteTableIds: [
        { Ref: 'NetworkIsolatedSubnet1RouteTable13E28346' },
        { Ref: 'NetworkIsolatedSubnet2RouteTable1542CB0F' },
      ],
      PolicyDocument: ACCOUNT_ONLY,
    });
  });

  test('has no interface endpoints, which cost by the hour, by default', () => {
    templateOf().resourcePropertiesCountIs('AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Interface' }, 0);
  });

  test('reaches the services asked for by their usual names, for the account alone', () => {
    templateOf({ interfaceEndpoints: ['secretsmanager'] }).hasResourceProperties('AWS::EC2::VPCEndpoint', {
      VpcEndpointType: 'Interface',
      ServiceName: 'com.amazonaws.eu-central-1.secretsmanager',
      PrivateDnsEnabled: true,
      SubnetIds: [{ Ref: 'NetworkIsolatedSubnet1Subnet91F50E7B' }, { Ref: 'NetworkIsolatedSubnet2Subnet23FB3A01' }],
      SecurityGroupIds: [{ 'Fn::GetAtt': ['NetworkInterfaceEndpointsSecurityGroupB4998770', 'GroupId'] }],
      PolicyDocument: ACCOUNT_ONLY,
    });
  });

  test('lets nothing but HTTPS from the network into interface endpoints', () => {
    const groups = templateOf({ cidr: '10.20.0.0/20', interfaceEndpoints: ['logs'] });

    groups.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
    groups.hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: [
        {
          CidrIp: '10.20.0.0/20',
          Description: 'HTTPS from this network',
          FromPort: 443,
          ToPort: 443,
          IpProtocol: 'tcp',
        },
      ],
      SecurityGroupEgress: [Match.objectLike({ CidrIp: '255.255.255.255/32' })],
    });
  });

  test('logs all traffic', () => {
    templateOf().hasResourceProperties('AWS::EC2::FlowLog', {
      ResourceId: VPC,
      ResourceType: 'VPC',
      TrafficType: 'ALL',
      LogDestinationType: 'cloud-watch-logs',
      LogGroupName: { Ref: FLOW_LOG_GROUP },
    });
  });

  test.each([
    [undefined, 14],
    [logs.RetentionDays.ONE_YEAR, 365],
  ])('keeps flow logs, given %p, for %i days', (flowLogRetention, RetentionInDays) => {
    const { [FLOW_LOG_GROUP]: group } = templateOf({ flowLogRetention }).findResources('AWS::Logs::LogGroup');

    expect(group).toMatchObject({ Properties: { RetentionInDays }, DeletionPolicy: 'Retain' });
  });

  test('encrypts its log groups with the given key', () => {
    templateOf({}, KEY_ARN).allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: KEY_ARN });
  });

  test('lets flow logs of the account alone write, and to their log group alone', () => {
    const template = templateOf();

    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Action: 'sts:AssumeRole',
            Effect: 'Allow',
            Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
            Condition: {
              StringEquals: { 'aws:SourceAccount': '111122223333' },
              ArnLike: { 'aws:SourceArn': arn('ec2:eu-central-1:111122223333:vpc-flow-log/*') },
            },
          },
        ],
      },
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'],
            Resource: { 'Fn::GetAtt': [FLOW_LOG_GROUP, 'Arn'] },
          },
        ],
      },
    });
  });

  test('empties its default security group', () => {
    templateOf().hasResourceProperties('Custom::VpcRestrictDefaultSG', {
      DefaultSecurityGroupId: { 'Fn::GetAtt': [VPC.Ref, 'DefaultSecurityGroup'] },
      Account: '111122223333',
    });
  });

  test('lets the function that empties it touch no other group', () => {
    templateOf().hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Action: ['logs:CreateLogStream', 'logs:PutLogEvents'] }),
          {
            Sid: 'EmptyDefaultSecurityGroup',
            Effect: 'Allow',
            Action: ['ec2:RevokeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress'],
            Resource: {
              'Fn::Join': [
                '',
                [
                  'arn:',
                  { Ref: 'AWS::Partition' },
                  ':ec2:eu-central-1:111122223333:security-group/',
                  { 'Fn::GetAtt': [VPC.Ref, 'DefaultSecurityGroup'] },
                ],
              ],
            },
          },
        ],
      },
    });
  });

  test('is synthesized without asking AWS, also where other stacks of the stage use it', () => {
    const app = new App();
    const stage = new Stage(app, 'Stage', { env: ENV });
    const { vpc, subnets } = new TenantNetwork(new Stack(stage, 'Network'), 'Network', { cidr: '10.0.0.0/20' });
    const user = new Stack(stage, 'User');
    new rds.DatabaseInstance(user, 'Database', {
      vpc,
      vpcSubnets: subnets,
      engine: rds.DatabaseInstanceEngine.postgres({ version: rds.PostgresEngineVersion.VER_17 }),
    });
    new lambda.Function(user, 'Function', {
      vpc,
      vpcSubnets: subnets,
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = () => {}'),
    });
    new ec2.InterfaceVpcEndpoint(user, 'Endpoint', { vpc, subnets, service: ec2.InterfaceVpcEndpointAwsService.STS });

    const assembly = app.synth().getNestedAssembly('assembly-Stage');

    expect(assembly.manifest.missing).toBeUndefined();
    Template.fromStack(user).hasResourceProperties('AWS::RDS::DBSubnetGroup', {
      SubnetIds: [{ 'Fn::ImportValue': Match.anyValue() }, { 'Fn::ImportValue': Match.anyValue() }],
    });
  });

  test.each<[string, Partial<TenantNetworkProps>, string]>([
    ['too few addresses', { cidr: '10.0.0.0/28' }, 'cidr must be /16 to /24, got "10.0.0.0/28"'],
    [
      'a name that is no service',
      { interfaceEndpoints: ['com.amazonaws.eu-central-1.logs', 'Secrets Manager'] },
      'interfaceEndpoints must be short names such as "secretsmanager" or "ecr.api", got "com.amazonaws.eu-central-1.logs", "Secrets Manager"',
    ],
    [
      'paying for what is free',
      { interfaceEndpoints: ['s3', 'logs', 'dynamodb'] },
      'interfaceEndpoints must not name "s3", "dynamodb", reached by gateway already',
    ],
    [
      'a service twice',
      { interfaceEndpoints: ['logs', 'sqs', 'logs'] },
      'interfaceEndpoints must name each service once, got "logs" again',
    ],
  ])('refuses %s', (_, props, problem) => {
    expect(() => templateOf(props)).toThrow(new Error(`invalid props for Test/Network\n  - ${problem}`));
  });

  test.each<[string, Partial<TenantNetworkProps>, string | undefined]>([
    ['the defaults', {}, undefined],
    ['endpoints and three zones', { interfaceEndpoints: ['logs', 'secretsmanager'], availabilityZones: 3 }, undefined],
    ['a key', {}, KEY_ARN],
  ])('passes every rule pack with %s', (_, props, keyArn) => {
    expect(rulePackFindings(appWith(props, keyArn).app)).toEqual([]);
  });
});

/** The resources without the gateways, to which the route table of every zone is added. */
function unrouted(template: Template): object {
  const gateways = template.findResources('AWS::EC2::VPCEndpoint');
  const resources: object = template.toJSON().Resources;
  return Object.fromEntries(Object.entries(resources).filter(([id]) => !(id in gateways)));
}

function appWith(props: Partial<TenantNetworkProps> = {}, keyArn?: string): { app: App; stack: Stack } {
  const app = new App();
  const stack = new Stack(app, 'Test', { env: ENV });
  const encryptionKey = keyArn === undefined ? undefined : kms.Key.fromKeyArn(stack, 'Key', keyArn);
  new TenantNetwork(stack, 'Network', { cidr: '10.0.0.0/20', encryptionKey, ...props });
  return { app, stack };
}

function templateOf(props?: Partial<TenantNetworkProps>, keyArn?: string): Template {
  return Template.fromStack(appWith(props, keyArn).stack);
}

function arn(rest: string): unknown {
  return { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:${rest}`]] };
}
