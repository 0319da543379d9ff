import { type Mutation, add, group } from './mutation';

const OTHER = '100000000012';
const STRANGER = '444455556666';
const role = { 'Fn::GetAtt': ['@AWS::IAM::Role', 'Arn'] };
const permission = (statement: object, path: string) =>
  add(
    'AWS::IAM::ManagedPolicy',
    { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', ...statement }] } },
    `Properties.PolicyDocument.Statement.0.${path}`,
  );
const integration = (Integration: object, path: string) =>
  add(
    'AWS::ApiGateway::Method',
    { RestApiId: 'x', ResourceId: 'x', HttpMethod: 'POST', AuthorizationType: 'AWS_IAM', Integration },
    `Properties.Integration.${path}`,
  );
const container = (definition: object, path: string) =>
  add(
    'AWS::ECS::TaskDefinition',
    { ContainerDefinitions: [{ Name: 'x', Image: 'x', ...definition }] },
    `Properties.ContainerDefinitions.0.${path}`,
  );

const given = (type: string, properties: Readonly<Record<string, unknown>>, path: string) =>
  add(type, properties, `Properties.${path}`, { Parameters: { Who: { Type: 'String' } } });

/** Ways to name another account, bucket, network or host that have a spelling of their own. */
export const UNUSUAL_TARGETS: readonly Mutation[] = [
  ...group('reach-out/foreign-account', 'acme/Service', {
    'a resource account in a condition': permission(
      { Condition: { StringEquals: { 'aws:ResourceAccount': STRANGER } } },
      'Condition.StringEquals.aws:ResourceAccount',
    ),
    'a queue behind an API, by its path': integration(
      { Type: 'AWS', Uri: `arn:aws:apigateway:eu-central-1:sqs:path/${STRANGER}/orders` },
      'Uri',
    ),
    'an account that a container finds in its environment': container(
      { Environment: [{ Name: 'PEER_ACCOUNT_ID', Value: STRANGER }] },
      'Environment.0.Value',
    ),
    'a role in a variable that is called as text for people is': container(
      { Environment: [{ Name: 'NOTES', Value: `arn:aws:iam::${OTHER}:role/x` }] },
      'Environment.0.Value',
    ),
    "a registry's endpoint for both versions of IP": container(
      { Image: `${STRANGER}.dkr-ecr.eu-central-1.on.aws/orders:1` },
      'Image',
    ),
    "a package repository's endpoint": container(
      {
        Environment: [
          { Name: 'NPM', Value: `https://code-${STRANGER}.d.codeartifact.eu-central-1.amazonaws.com/npm/x/` },
        ],
      },
      'Environment.0.Value',
    ),
    'a catalogue, by its id': add(
      'AWS::Glue::Database',
      { CatalogId: STRANGER, DatabaseInput: {} },
      'Properties.CatalogId',
    ),
    'a catalogue, by a parameter': add(
      'AWS::Athena::DataCatalog',
      { Name: 'x', Type: 'GLUE', Parameters: { 'catalog-id': STRANGER } },
      'Properties.Parameters.catalog-id',
    ),
    'whom findings are sent to': add(
      'AWS::GuardDuty::Master',
      { DetectorId: 'x', MasterId: STRANGER },
      'Properties.MasterId',
    ),
    'whose findings are taken in': add(
      'AWS::Detective::MemberInvitation',
      { GraphArn: 'x', MemberId: STRANGER, MemberEmailAddress: 'x@example.com' },
      'Properties.MemberId',
    ),
    "a peer's security group, with its account": add(
      'AWS::EC2::SecurityGroupIngress',
      { GroupId: 'x', IpProtocol: 'tcp', SourceSecurityGroupId: `${STRANGER}/sg-0123456789abcdef0` },
      'Properties.SourceSecurityGroupId',
    ),
    'whoever may take a stream': add(
      'AWS::MediaConnect::FlowEntitlement',
      { Subscribers: [STRANGER] },
      'Properties.Subscribers.0',
    ),
    'a role in a script for an instance': add(
      'AWS::EC2::LaunchTemplate',
      {
        LaunchTemplateData: {
          UserData: { 'Fn::Base64': `#!/bin/sh\naws sts assume-role --role-arn arn:aws:iam::${STRANGER}:role/x` },
        },
      },
      'Properties.LaunchTemplateData.UserData',
    ),
  }),
  ...group('reach-out/foreign-bucket', 'acme/Service', {
    "a pipeline's store": add(
      'AWS::CodePipeline::Pipeline',
      { RoleArn: role, ArtifactStore: { Type: 'S3', Location: 'their-artifacts' }, Stages: [] },
      'Properties.ArtifactStore.Location',
    ),
    "a build's source": add(
      'AWS::CodeBuild::Project',
      { Source: { Type: 'S3', Location: 'their-code/x.zip' } },
      'Properties.Source.Location',
    ),
    "a build's logs": add(
      'AWS::CodeBuild::Project',
      { LogsConfig: { S3Logs: { Status: 'ENABLED', Location: 'their-logs/x' } } },
      'Properties.LogsConfig.S3Logs.Location',
    ),
    "a crawler's target, without a scheme": add(
      'AWS::Glue::Crawler',
      { Role: role, Targets: { S3Targets: [{ Path: 'their-data/x' }] } },
      'Properties.Targets.S3Targets.0.Path',
    ),
    "a load balancer's logs": add(
      'AWS::ElasticLoadBalancingV2::LoadBalancer',
      { Scheme: 'internal', LoadBalancerAttributes: [{ Key: 'access_logs.s3.bucket', Value: 'their-logs' }] },
      'Properties.LoadBalancerAttributes.0.Value',
    ),
    'a host name without a scheme': add(
      'AWS::CloudFront::Distribution',
      {
        DistributionConfig: { Origins: [{ Id: 'x', DomainName: 'their-data.s3.eu-central-1.amazonaws.com' }] },
      },
      'Properties.DistributionConfig.Origins.0.DomainName',
    ),
    'a bucket behind an API, by its path': integration(
      { Type: 'AWS', Uri: 'arn:aws:apigateway:eu-central-1:s3:path/their-data/{key}' },
      'Uri',
    ),
    'a variable with an underscore': container(
      { Environment: [{ Name: 'BUCKET_NAME', Value: 'their-data' }] },
      'Environment.0.Value',
    ),
  }),
  ...group('reach-out/foreign-user-pool', 'acme/Service', {
    'a user pool that an identity pool believes': add(
      'AWS::Cognito::IdentityPool',
      {
        AllowUnauthenticatedIdentities: false,
        CognitoIdentityProviders: [
          { ClientId: 'x', ProviderName: 'cognito-idp.eu-central-1.amazonaws.com/eu-central-1_ABCDEFGHI' },
        ],
      },
      'Properties.CognitoIdentityProviders.0.ProviderName',
    ),
  }),
  ...group('reach-out/unknown-target', 'acme/Service', {
    'a target of events that a parameter names': given(
      'AWS::Events::Rule',
      { State: 'ENABLED', ScheduleExpression: 'rate(1 day)', Targets: [{ Id: 'x', Arn: { Ref: 'Who' } }] },
      'Targets.0.Arn',
    ),
    'a schedule whose target a parameter names': given(
      'AWS::Scheduler::Schedule',
      { Target: { Arn: { Ref: 'Who' }, RoleArn: role } },
      'Target.Arn',
    ),
    'a pipe whose target a parameter names': given(
      'AWS::Pipes::Pipe',
      { RoleArn: role, Source: role, Target: { Ref: 'Who' } },
      'Target',
    ),
    'a source of events that a parameter names': given(
      'AWS::Lambda::EventSourceMapping',
      { FunctionName: 'x', EventSourceArn: { Ref: 'Who' } },
      'EventSourceArn',
    ),
    'a queue for what failed that a parameter names': given(
      'AWS::SQS::Queue',
      { RedrivePolicy: { deadLetterTargetArn: { Ref: 'Who' }, maxReceiveCount: 3 } },
      'RedrivePolicy.deadLetterTargetArn',
    ),
    'a subscriber that a parameter names': given(
      'AWS::SNS::Subscription',
      { TopicArn: role, Protocol: 'sqs', Endpoint: { Ref: 'Who' } },
      'Endpoint',
    ),
    'a replica of a bucket that a parameter names': given(
      'AWS::S3::Bucket',
      { ReplicationConfiguration: { Role: role, Rules: [{ Destination: { Bucket: { Ref: 'Who' } } }] } },
      'ReplicationConfiguration.Rules.0.Destination.Bucket',
    ),
    'a bucket for a stream whose name a parameter gives': given(
      'AWS::KinesisFirehose::DeliveryStream',
      { ExtendedS3DestinationConfiguration: { BucketARN: { 'Fn::Sub': 'arn:aws:s3:::${Who}' }, RoleARN: role } },
      'ExtendedS3DestinationConfiguration.BucketARN',
    ),
    'a template by a URL with a bucket that a parameter gives': given(
      'AWS::CloudFormation::Stack',
      { TemplateURL: { 'Fn::Sub': 'https://s3.amazonaws.com/${Who}/x.json' } },
      'TemplateURL',
    ),
    'an image that a parameter names': given(
      'AWS::ECS::TaskDefinition',
      { ContainerDefinitions: [{ Name: 'x', Image: { Ref: 'Who' } }] },
      'ContainerDefinitions.0.Image',
    ),
    'a role that a state machine takes from its input, by JSONata': add(
      'AWS::StepFunctions::StateMachine',
      {
        RoleArn: role,
        Definition: {
          QueryLanguage: 'JSONata',
          States: { A: { Type: 'Task', Credentials: { RoleArn: '{% $states.input.role %}' }, End: true } },
        },
      },
      'Properties.Definition.States.A.Credentials.RoleArn',
    ),
  }),
  ...group('reach-out/network-link', 'acme/Network', {
    'a mirror of the traffic': add(
      'AWS::EC2::TrafficMirrorSession',
      { NetworkInterfaceId: { Ref: 'Vpc' }, TrafficMirrorTargetId: 'tmt-0123456789abcdef0', SessionNumber: 1 },
      'Properties.TrafficMirrorTargetId',
    ),
    'the other end of a VPN': add(
      'AWS::EC2::CustomerGateway',
      { Type: 'ipsec.1', IpAddress: '203.0.113.9', BgpAsn: 65000 },
      'Properties.IpAddress',
    ),
    'a core network, by another kind of attachment': add(
      'AWS::NetworkManager::SiteToSiteVpnAttachment',
      { CoreNetworkId: 'core-network-0123456789abcdef0', VpnConnectionArn: { Ref: 'Vpc' } },
      'Properties.CoreNetworkId',
    ),
  }),
  ...group('reach-out/foreign-host', 'acme/Service', {
    'an API that events go to': add(
      'AWS::Events::ApiDestination',
      { ConnectionArn: role, HttpMethod: 'POST', InvocationEndpoint: 'https://in.example.org/' },
      'Properties.InvocationEndpoint',
    ),
    'a host that a stream goes to': add(
      'AWS::KinesisFirehose::DeliveryStream',
      {
        HttpEndpointDestinationConfiguration: {
          EndpointConfiguration: { Url: 'https://in.example.org' },
          S3Configuration: {},
        },
      },
      'Properties.HttpEndpointDestinationConfiguration.EndpointConfiguration.Url',
    ),
    'a host that a topic goes to': add(
      'AWS::SNS::Subscription',
      { TopicArn: role, Protocol: 'https', Endpoint: 'https://in.example.org/' },
      'Properties.Endpoint',
    ),
    'a host that a topic goes to, in one branch': add(
      'AWS::SNS::Topic',
      {
        Subscription: [
          { Protocol: 'https', Endpoint: { 'Fn::Sub': ['https://${Host}/', { Host: { Ref: 'AWS::StackName' } }] } },
        ],
      },
      'Properties.Subscription.0.Endpoint',
    ),
    'a host that a state machine calls': add(
      'AWS::StepFunctions::StateMachine',
      {
        RoleArn: role,
        Definition: {
          States: {
            A: {
              Type: 'Task',
              Resource: 'arn:aws:states:::http:invoke',
              Parameters: { ApiEndpoint: 'https://in.example.org', Method: 'GET' },
            },
          },
        },
      },
      'Properties.Definition.States.A.Parameters.ApiEndpoint',
    ),
  }),
];
