import { type Mutation, add, group } from './mutation';

const target = (EcsParameters: object) => ({
  Targets: [{ Id: 'x', Arn: { 'Fn::GetAtt': ['ApiHandler', 'Arn'] }, EcsParameters }],
});
const PUBLIC_TASK = { NetworkConfiguration: { AwsVpcConfiguration: { AssignPublicIp: 'ENABLED', Subnets: [] } } };

/** What is public by settings of types that nobody has listed, and by lists of addresses. */
export const UNUSUAL_EXPOSURE: readonly Mutation[] = [
  ...group('public/exposed-property', 'acme/Service', {
    'a time series database': add(
      'AWS::Timestream::InfluxDBInstance',
      { PubliclyAccessible: true },
      'Properties.PubliclyAccessible',
    ),
    'a graph': add('AWS::NeptuneGraph::Graph', { PublicConnectivity: true }, 'Properties.PublicConnectivity'),
    'something of a type nobody knows': add(
      'Company::Thing::Server',
      { Network: [{ AssociatePublicIpAddress: 'true' }] },
      'Properties.Network.0.AssociatePublicIpAddress',
    ),
    'a task that an event starts': add(
      'AWS::Events::Rule',
      { State: 'ENABLED', ScheduleExpression: 'rate(1 day)', ...target(PUBLIC_TASK) },
      'Properties.Targets.0.EcsParameters.NetworkConfiguration.AwsVpcConfiguration.AssignPublicIp',
    ),
    'a task that a parameter makes public': add(
      'AWS::ECS::TaskSet',
      { NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: { Ref: 'Switch' }, Subnets: [] } } },
      'Properties.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp',
      { Parameters: { Switch: { Type: 'String', Default: 'DISABLED' } } },
    ),
    'instances, by an option': add(
      'AWS::ElasticBeanstalk::Environment',
      {
        OptionSettings: [{ Namespace: 'aws:ec2:vpc', OptionName: 'AssociatePublicIpAddress', Value: 'true' }],
      },
      'Properties.OptionSettings.0.Value',
    ),
    'builds that everybody may see': add(
      'AWS::CodeBuild::Project',
      { Visibility: 'PUBLIC_READ' },
      'Properties.Visibility',
    ),
    'a service, by its default': add(
      'AWS::AppRunner::Service',
      { NetworkConfiguration: { IngressConfiguration: {} } },
      'Properties.NetworkConfiguration.IngressConfiguration.IsPubliclyAccessible',
    ),
    'an address of an instance': add('AWS::EC2::EIP', { InstanceId: 'x' }, 'Properties.InstanceId'),
    'snapshots that can be made public': add(
      'AWS::EC2::SnapshotBlockPublicAccess',
      { State: 'unblocked' },
      'Properties.State',
    ),
    'events, to whoever has a key': add(
      'AWS::AppSync::Api',
      { Name: 'x', EventConfig: { AuthProviders: [{ AuthType: 'API_KEY' }] } },
      'Properties.EventConfig.AuthProviders.0.AuthType',
    ),
    'brokers that ask nobody': add(
      'AWS::MSK::Cluster',
      { ClientAuthentication: { Unauthenticated: { Enabled: true } } },
      'Properties.ClientAuthentication.Unauthenticated.Enabled',
    ),
  }),
  ...group('public/open-security-group', 'acme/Service', {
    'everybody, by a list of the own stacks': add(
      'AWS::EC2::SecurityGroupIngress',
      { GroupId: 'x', IpProtocol: '-1', SourcePrefixListId: { 'Fn::GetAtt': ['Blocks', 'PrefixListId'] } },
      'Properties.SourcePrefixListId',
      {
        Resources: {
          Blocks: {
            Type: 'AWS::EC2::PrefixList',
            Properties: { AddressFamily: 'IPv4', Entries: [{ Cidr: '10.0.0.0/8' }, { Cidr: '0.0.0.0/0' }] },
          },
        },
      },
    ),
    'everybody, to a database of the older kind': add(
      'AWS::RDS::DBSecurityGroup',
      { GroupDescription: 'x', DBSecurityGroupIngress: [{ CIDRIP: '0.0.0.0/0' }] },
      'Properties.DBSecurityGroupIngress.0.CIDRIP',
    ),
    'everybody, to servers of games': add(
      'AWS::GameLift::Fleet',
      { EC2InboundPermissions: [{ FromPort: 1, ToPort: 2, IpRange: '0.0.0.0/0', Protocol: 'UDP' }] },
      'Properties.EC2InboundPermissions.0.IpRange',
    ),
    'everybody, to a stream': add(
      'AWS::MediaConnect::Flow',
      { Source: { WhitelistCidr: '0.0.0.0/0' } },
      'Properties.Source.WhitelistCidr',
    ),
  }),
  ...group('public/public-resource', 'acme/Service', {
    'a way into the network for people': add('AWS::EC2::ClientVpnEndpoint', { ClientCidrBlock: '10.9.0.0/22' }, 'Type'),
    'a hosted website': add('AWS::Amplify::App', { Name: 'x' }, 'Type'),
    'a small server': add('AWS::Lightsail::Instance', { InstanceName: 'x', BlueprintId: 'x' }, 'Type'),
  }),
];
