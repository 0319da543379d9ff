import { type Mutation, add, group, set } from './mutation';

const OTHER = '100000000012';
const STRANGER = '999999999999';

const environment = (value: unknown) => set('AWS::Lambda::Function', 'Properties.Environment.Variables.ADDED', value);

/** Ways out of a tenant's account, and out of its jurisdiction. */
export const REACH_OUT: readonly Mutation[] = [
  ...group('reach-out/foreign-account', 'acme/Service', {
    'a role of another tenant in the environment': environment(`arn:aws:iam::${OTHER}:role/x`),
    "another tenant's account in the environment": environment(OTHER),
    'a queue of another tenant by URL': environment(`https://sqs.eu-central-1.amazonaws.com/${OTHER}/orders`),
    "another tenant's account in a name": environment(`data-${OTHER}-eu-central-1`),
    'a role of an account of no one': environment(`arn:aws:iam::${STRANGER}:role/x`),
    'a layer of an account of no one': set(
      'AWS::Lambda::Function',
      'Properties.Layers',
      [`arn:aws:lambda:eu-central-1:${STRANGER}:layer:x:1`],
      'Properties.Layers.0',
    ),
    'an image of another tenant': set(
      'AWS::Lambda::Function',
      'Properties.Code',
      { ImageUri: `${OTHER}.dkr.ecr.eu-central-1.amazonaws.com/app:1` },
      'Properties.Code.ImageUri',
    ),
    'a secret of another tenant by a dynamic reference': environment(
      `{{resolve:secretsmanager:arn:aws:secretsmanager:eu-central-1:${OTHER}:secret:x:SecretString}}`,
    ),
    'a function of another tenant in a state machine': add(
      'AWS::StepFunctions::StateMachine',
      {
        RoleArn: { 'Fn::GetAtt': ['ApiHandlerRole', 'Arn'] },
        DefinitionString: {
          'Fn::Join': [
            '',
            [
              '{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:aws:lambda:eu-central-1:',
              OTHER,
              ':function:x","End":true}}}',
            ],
          ],
        },
      },
      'Properties.DefinitionString',
    ),
    'a function of another tenant behind an API definition': add(
      'AWS::ApiGateway::RestApi',
      {
        EndpointConfiguration: { Types: ['PRIVATE'] },
        Body: {
          openapi: '3.0.1',
          security: [{ iam: [] }],
          paths: {
            '/x': {
              get: {
                'x-amazon-apigateway-integration': {
                  uri: `arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-central-1:${OTHER}:function:x/invocations`,
                },
              },
            },
          },
        },
      },
      'Properties.Body.paths./x.get.x-amazon-apigateway-integration.uri',
    ),
    'a permission on a table of another tenant': add(
      'AWS::IAM::Policy',
      {
        PolicyName: 'x',
        Roles: ['x'],
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Action: 'dynamodb:*',
              Resource: ['*', `arn:aws:dynamodb:eu-central-1:${OTHER}:table/x`],
            },
          ],
        },
      },
      'Properties.PolicyDocument.Statement.0.Resource.1',
    ),
    'a bus of another tenant': add(
      'AWS::Events::Rule',
      {
        State: 'ENABLED',
        EventPattern: { source: ['x'] },
        Targets: [{ Id: 'x', Arn: `arn:aws:events:eu-central-1:${OTHER}:event-bus/default` }],
      },
      'Properties.Targets.0.Arn',
    ),
    "another tenant's logs": add(
      'AWS::Logs::SubscriptionFilter',
      { LogGroupName: 'x', FilterPattern: '', DestinationArn: `arn:aws:logs:eu-central-1:${OTHER}:destination:x` },
      'Properties.DestinationArn',
    ),
    'a sink of the operator that is not declared': add(
      'AWS::Oam::Link',
      {
        ResourceTypes: ['AWS::Logs::LogGroup'],
        SinkIdentifier: 'arn:aws:oam:eu-central-1:100000000002:sink/00000000-0000-4000-8000-000000000000',
      },
      'Properties.SinkIdentifier',
    ),
    'a key of another tenant': add(
      'AWS::SQS::Queue',
      { KmsMasterKeyId: `arn:aws:kms:eu-central-1:${OTHER}:key/11111111-2222-4333-8444-555555555555` },
      'Properties.KmsMasterKeyId',
    ),
    "another tenant's network, by its owner": add(
      'AWS::EC2::VPCPeeringConnection',
      { VpcId: { Ref: 'Vpc' }, PeerVpcId: { Ref: 'Vpc' }, PeerOwnerId: OTHER },
      'Properties.PeerOwnerId',
    ),
    'a role to replicate with': add(
      'AWS::SecretsManager::RotationSchedule',
      { SecretId: 'x', RotationLambdaARN: `arn:aws:lambda:eu-central-1:${STRANGER}:function:rotate` },
      'Properties.RotationLambdaARN',
    ),
    'a custom resource made by another tenant': add(
      'Custom::Thing',
      { ServiceToken: `arn:aws:lambda:eu-central-1:${OTHER}:function:x` },
      'Properties.ServiceToken',
    ),
    'a dashboard of another tenant': add(
      'AWS::CloudWatch::Dashboard',
      { DashboardBody: JSON.stringify({ widgets: [{ properties: { accountId: OTHER } }] }) },
      'Properties.DashboardBody',
    ),
    'a type nobody knows': add(
      'Company::Thing::Link',
      { Deep: [{ Target: `arn:aws:sns:eu-central-1:${OTHER}:x` }] },
      'Properties.Deep.0.Target',
    ),
  }),
  ...group('reach-out/foreign-bucket', 'acme/Service', {
    'a bucket nobody knows, in a permission': add(
      'AWS::IAM::Policy',
      {
        PolicyName: 'x',
        Roles: ['x'],
        PolicyDocument: {
          Statement: [{ Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::somebodys-bucket/*' }],
        },
      },
      'Properties.PolicyDocument.Statement.0.Resource',
    ),
    "another account's assets": add(
      'AWS::IAM::Policy',
      {
        PolicyName: 'x',
        Roles: ['x'],
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Action: 's3:GetObject',
              Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::their-data/*' },
            },
          ],
        },
      },
      'Properties.PolicyDocument.Statement.0.Resource',
    ),
    'a bucket that logs go to': add(
      'AWS::S3::Bucket',
      { LoggingConfiguration: { DestinationBucketName: 'their-logs' } },
      'Properties.LoggingConfiguration.DestinationBucketName',
    ),
    'a bucket by a URL with a path': environment('https://s3.eu-central-1.amazonaws.com/their-data/x'),
    'a bucket by URL': environment('s3://their-data/exports'),
  }),
  ...group('reach-out/unknown-target', 'acme/Service', {
    'a role that a parameter names': add(
      'AWS::Scheduler::Schedule',
      {
        FlexibleTimeWindow: { Mode: 'OFF' },
        ScheduleExpression: 'rate(1 day)',
        Target: { Arn: { 'Fn::GetAtt': ['ApiHandler', 'Arn'] }, RoleArn: { Ref: 'Who' } },
      },
      'Properties.Target.RoleArn',
      { Parameters: { Who: { Type: 'String' } } },
    ),
    'what another stack exports': environment({ 'Fn::ImportValue': 'globex:Vpc' }),
    "an output of another tenant's stack": environment({
      'Fn::GetStackOutput': { StackName: 'globex-Network', OutputName: 'Vpc' },
    }),
    'a role that a state machine takes from its input': add(
      'AWS::StepFunctions::StateMachine',
      {
        DefinitionString: JSON.stringify({
          StartAt: 'A',
          States: { A: { Type: 'Task', Credentials: { 'RoleArn.$': '$.role' }, End: true } },
        }),
      },
      'Properties.DefinitionString',
    ),
    'a custom resource from a parameter': add(
      'Custom::Thing',
      { ServiceToken: { Ref: 'Who' } },
      'Properties.ServiceToken',
      { Parameters: { Who: { Type: 'String' } } },
    ),
  }),
  ...group('reach-out/network-link', 'acme/Network', {
    'peering with a network nobody knows': add(
      'AWS::EC2::VPCPeeringConnection',
      { VpcId: { Ref: 'Vpc' }, PeerVpcId: 'vpc-0123456789abcdef0' },
      'Properties.PeerVpcId',
    ),
    'a transit gateway': add(
      'AWS::EC2::TransitGatewayAttachment',
      { VpcId: { Ref: 'Vpc' }, SubnetIds: [], TransitGatewayId: 'tgw-0123456789abcdef0' },
      'Properties.TransitGatewayId',
    ),
    'a private link to somebody': add(
      'AWS::EC2::VPCEndpoint',
      { VpcId: { Ref: 'Vpc' }, ServiceName: 'com.amazonaws.vpce.eu-central-1.vpce-svc-0123456789abcdef0' },
      'Properties.ServiceName',
    ),
    'a resolver rule': add(
      'AWS::Route53Resolver::ResolverRuleAssociation',
      { VPCId: { Ref: 'Vpc' }, ResolverRuleId: 'rslvr-rr-0123456789abcdef0' },
      'Properties.ResolverRuleId',
    ),
  }),
  ...group('reach-out/assume-any-role', 'acme/Service', {
    'any role anywhere': add(
      'AWS::IAM::Policy',
      {
        PolicyName: 'x',
        Roles: ['x'],
        PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }] },
      },
      'Properties.PolicyDocument.Statement.0.Resource',
    ),
    'a role of a name in any account': add(
      'AWS::IAM::Policy',
      {
        PolicyName: 'x',
        Roles: ['x'],
        PolicyDocument: { Statement: [{ Effect: 'Allow', Action: ['sts:*'], Resource: 'arn:aws:iam::*:role/x' }] },
      },
      'Properties.PolicyDocument.Statement.0.Resource',
    ),
  }),
  ...group('reach-out/foreign-account', 'acme/Network', {
    "another tenant's role as the default of a parameter": (template) => {
      template.Parameters = {
        ...template.Parameters,
        Role: { Type: 'String', Default: `arn:aws:iam::${OTHER}:role/x` },
      };
      return environment({ Ref: 'Role' })(template);
    },
  }),
  ...group('reach-out/foreign-user-pool', 'acme/Service', {
    "the users of another tenant's pool": environment(
      'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGhI',
    ),
  }),
  ...group('residency/region', 'acme/Service', {
    'a region in the environment': environment('us-east-1'),
    'the United Kingdom, which is not in the union': environment('eu-west-2'),
    'Switzerland, which is not in the union': environment('eu-central-2'),
    'an endpoint': environment('https://bedrock-runtime.us-west-2.amazonaws.com'),
    'a database elsewhere': environment('db.abc123.ap-southeast-2.rds.amazonaws.com'),
    'a user pool elsewhere': environment('us-east-1_AbCdEfGhI'),
    'a model served from anywhere': environment('global.anthropic.claude-sonnet-4-20250514-v1:0'),
    'a model served from another continent': environment('us.anthropic.claude-3-5-sonnet-20241022-v2:0'),
    'an ARN without an account': environment('arn:aws:bedrock:us-east-1::foundation-model/x'),
    'an ARN of the own account elsewhere': environment({ 'Fn::Sub': 'arn:aws:sns:us-east-1:${AWS::AccountId}:x' }),
    'a replica of a secret, wherever a parameter says': add(
      'AWS::SecretsManager::Secret',
      {
        Name: 'x',
        KmsKeyId: { 'Fn::GetAtt': ['@AWS::WAFv2::WebACL', 'Arn'] },
        ReplicaRegions: [{ Region: { Ref: 'Who' } }],
      },
      'Properties.ReplicaRegions.0.Region',
      { Parameters: { Who: { Type: 'String' } } },
    ),
    'a replica of a secret, wherever another stack says': add(
      'AWS::SecretsManager::Secret',
      {
        Name: 'x',
        KmsKeyId: { 'Fn::GetAtt': ['@AWS::WAFv2::WebACL', 'Arn'] },
        ReplicaRegions: [{ Region: { 'Fn::Sub': ['us-${X}', { X: { 'Fn::ImportValue': 'x' } }] } }],
      },
      'Properties.ReplicaRegions.0.Region',
    ),
    'a replica of a secret': add(
      'AWS::SecretsManager::Secret',
      { KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] }, ReplicaRegions: [{ Region: 'us-east-1' }] },
      'Properties.ReplicaRegions.0.Region',
    ),
    'a replica of a table': add(
      'AWS::DynamoDB::GlobalTable',
      {
        Replicas: [
          { Region: 'eu-central-1', DeletionProtectionEnabled: true },
          { Region: 'us-east-1', DeletionProtectionEnabled: true },
        ],
      },
      'Properties.Replicas.1.Region',
    ),
    'a zone elsewhere': add(
      'AWS::EC2::Subnet',
      { VpcId: { Ref: 'Vpc' }, AvailabilityZone: 'us-east-1a' },
      'Properties.AvailabilityZone',
    ),
    'a copy of backups': add(
      'AWS::Backup::BackupPlan',
      {
        BackupPlan: {
          BackupPlanName: 'x',
          BackupPlanRule: [
            {
              RuleName: 'x',
              TargetBackupVault: 'x',
              CopyActions: [
                {
                  DestinationBackupVaultArn: { 'Fn::Sub': 'arn:aws:backup:us-east-1:${AWS::AccountId}:backup-vault:x' },
                },
              ],
            },
          ],
        },
      },
      'Properties.BackupPlan.BackupPlanRule.0.CopyActions.0.DestinationBackupVaultArn',
    ),
    'an endpoint service elsewhere': add(
      'AWS::EC2::VPCEndpoint',
      { VpcId: { Ref: 'Vpc' }, ServiceName: 'com.amazonaws.us-east-1.s3' },
      'Properties.ServiceName',
    ),
    'a region in one branch': environment({ 'Fn::If': ['Perhaps', 'us-east-1', 'eu-central-1'] }),
    'a certificate elsewhere': add(
      'AWS::ApiGatewayV2::DomainName',
      {
        DomainName: 'x.example.com',
        DomainNameConfigurations: [
          {
            SecurityPolicy: 'TLS_1_2',
            CertificateArn: { 'Fn::Sub': 'arn:aws:acm:us-east-1:${AWS::AccountId}:certificate/x' },
          },
        ],
      },
      'Properties.DomainNameConfigurations.0.CertificateArn',
    ),
    'a region in a call': add(
      'Custom::AWS',
      {
        ServiceToken: { 'Fn::GetAtt': ['ApiHandler', 'Arn'] },
        Create: JSON.stringify({ service: 'S3', action: 'createBucket', region: 'us-east-1' }),
      },
      'Properties.Create',
    ),
  }),
];
