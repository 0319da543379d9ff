import { type Mutation, add, first, group, set } from './mutation';

const vpc = { Ref: 'Vpc8378EB38' };

/** What is public, not encrypted, not recorded or not kept. */
export const POSTURE: readonly Mutation[] = [
  ...group('public/exposed-property', 'acme/Data', {
    'a database with a public address': set('AWS::RDS::DBInstance', 'Properties.PubliclyAccessible', true),
    'a database with a public address, as a text': set('AWS::RDS::DBInstance', 'Properties.PubliclyAccessible', 'true'),
    'a database whose address a parameter decides': (template) => {
      template.Parameters = { ...template.Parameters, Public: { Type: 'String', Default: 'false' } };
      return set('AWS::RDS::DBInstance', 'Properties.PubliclyAccessible', { Ref: 'Public' })(template);
    },
    'a bucket without any block': add('AWS::S3::Bucket', {}, 'Properties.PublicAccessBlockConfiguration'),
    'a bucket with half a block': add(
      'AWS::S3::Bucket',
      { PublicAccessBlockConfiguration: { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true } },
      'Properties.PublicAccessBlockConfiguration.RestrictPublicBuckets',
    ),
    'a bucket everybody may read': add('AWS::S3::Bucket', { AccessControl: 'PublicRead' }, 'Properties.AccessControl'),
    'a function with a URL': add(
      'AWS::Lambda::Url',
      { TargetFunctionArn: 'x', AuthType: 'NONE' },
      'Properties.AuthType',
    ),
    'a load balancer': add('AWS::ElasticLoadBalancingV2::LoadBalancer', {}, 'Properties.Scheme'),
    'a warehouse': add('AWS::Redshift::Cluster', { PubliclyAccessible: true }, 'Properties.PubliclyAccessible'),
    'a replication instance, by default': add('AWS::DMS::ReplicationInstance', {}, 'Properties.PubliclyAccessible'),
    'a search domain': add('AWS::OpenSearchService::Domain', {}, 'Properties.VPCOptions'),
    'a cluster': add(
      'AWS::EKS::Cluster',
      { ResourcesVpcConfig: { SubnetIds: [] } },
      'Properties.ResourcesVpcConfig.EndpointPublicAccess',
    ),
    tasks: add(
      'AWS::ECS::Service',
      { NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'ENABLED' } } },
      'Properties.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp',
    ),
    guests: add(
      'AWS::Cognito::IdentityPool',
      { AllowUnauthenticatedIdentities: true },
      'Properties.AllowUnauthenticatedIdentities',
    ),
    'an API with a key alone': add(
      'AWS::AppSync::GraphQLApi',
      { AuthenticationType: 'API_KEY' },
      'Properties.AuthenticationType',
    ),
  }),
  ...group('public/exposed-property', 'acme/Network', {
    'a subnet that gives out public addresses': set('AWS::EC2::Subnet', 'Properties.MapPublicIpOnLaunch', true),
  }),
  ...group('public/exposed-property', 'acme/Service', {
    'an API at the edge': set(
      'AWS::ApiGateway::RestApi',
      'Properties.EndpointConfiguration.Types',
      ['EDGE'],
      'Properties.EndpointConfiguration.Types.0',
    ),
    'an API at the edge, by default': set('AWS::ApiGateway::RestApi', 'Properties.EndpointConfiguration', undefined),
  }),
  ...group('public/internet-route', 'acme/Network', {
    'a route to the internet': (template) => {
      template.Resources.Gateway = { Type: 'AWS::EC2::InternetGateway' };
      return add(
        'AWS::EC2::Route',
        { RouteTableId: 'x', DestinationCidrBlock: '0.0.0.0/0', GatewayId: { Ref: 'Gateway' } },
        'Properties.GatewayId',
      )(template);
    },
    'a route to half of it': add(
      'AWS::EC2::Route',
      { RouteTableId: 'x', DestinationCidrBlock: '128.0.0.0/1', GatewayId: 'igw-0123456789abcdef0' },
      'Properties.GatewayId',
    ),
    'a route to the other internet': add(
      'AWS::EC2::Route',
      { RouteTableId: 'x', DestinationIpv6CidrBlock: '::/0', GatewayId: 'igw-0123456789abcdef0' },
      'Properties.GatewayId',
    ),
  }),
  ...group('public/open-security-group', 'acme/Data', {
    'a group open to all': set(
      'AWS::EC2::SecurityGroup',
      'Properties.SecurityGroupIngress',
      [{ IpProtocol: 'tcp', CidrIp: '0.0.0.0/0' }],
      'Properties.SecurityGroupIngress.0.CidrIp',
    ),
    'a group open to half': add(
      'AWS::EC2::SecurityGroupIngress',
      { IpProtocol: '-1', GroupId: 'x', CidrIp: '0.0.0.0/1' },
      'Properties.CidrIp',
    ),
    'a group open to the other internet': add(
      'AWS::EC2::SecurityGroupIngress',
      { IpProtocol: '-1', GroupId: 'x', CidrIpv6: '::/0' },
      'Properties.CidrIpv6',
    ),
    'a group open to one public address': add(
      'AWS::EC2::SecurityGroupIngress',
      { IpProtocol: '-1', GroupId: 'x', CidrIp: '203.0.113.7/32' },
      'Properties.CidrIp',
    ),
  }),
  ...group('public/api-without-authorizer', 'acme/Service', {
    'a method without an authorizer': (template) => {
      const [logicalId, method] = Object.entries(template.Resources).find(
        ([, { Type, Properties }]) => Type === 'AWS::ApiGateway::Method' && Properties?.HttpMethod !== 'OPTIONS',
      )!;
      Object.assign(method.Properties!, { AuthorizationType: 'NONE' });
      return { logicalId, path: 'Properties.AuthorizationType' };
    },
    'a route without one': add(
      'AWS::ApiGatewayV2::Route',
      { ApiId: 'x', RouteKey: 'GET /x' },
      'Properties.AuthorizationType',
    ),
    'an operation of a definition without one': add(
      'AWS::ApiGateway::RestApi',
      { EndpointConfiguration: { Types: ['REGIONAL'] }, Body: { openapi: '3.0.1', paths: { '/x': { get: {} } } } },
      'Properties.Body.paths./x.get',
    ),
  }),
  ...group('public/api-without-throttle', 'acme/Service', {
    'a stage without a throttle': set('AWS::ApiGateway::Stage', 'Properties.MethodSettings', undefined),
  }),
  ...group('public/public-resource', 'acme/Service', {
    'a distribution': add(
      'AWS::CloudFront::Distribution',
      { DistributionConfig: { DefaultCacheBehavior: { ViewerProtocolPolicy: 'https-only' } } },
      'Type',
    ),
  }),
  ...group('encryption/at-rest', 'acme/Data', {
    'a database that is not encrypted': set('AWS::RDS::DBInstance', 'Properties.StorageEncrypted', false),
    'a database of which it is not said': set('AWS::RDS::DBInstance', 'Properties.StorageEncrypted', undefined),
    'a file system': add('AWS::EFS::FileSystem', { Encrypted: false }, 'Properties.Encrypted'),
    'a volume': add('AWS::EC2::Volume', {}, 'Properties.Encrypted'),
    'a cache': add('AWS::ElastiCache::ReplicationGroup', {}, 'Properties.AtRestEncryptionEnabled'),
    'a stream': add('AWS::Kinesis::Stream', {}, 'Properties.StreamEncryption'),
  }),
  ...group('encryption/own-key', 'acme/Data', {
    "a database with a key of AWS's": set('AWS::RDS::DBInstance', 'Properties.KmsKeyId', undefined),
    'a log group with none': set('AWS::Logs::LogGroup', 'Properties.KmsKeyId', undefined),
    'a vault with none': set('AWS::Backup::BackupVault', 'Properties.EncryptionKeyArn', undefined),
    'a queue with none': add('AWS::SQS::Queue', {}, 'Properties.KmsMasterKeyId'),
    "a topic with a key of AWS's": add(
      'AWS::SNS::Topic',
      { KmsMasterKeyId: 'alias/aws/sns' },
      'Properties.KmsMasterKeyId',
    ),
    'a table with none': add('AWS::DynamoDB::Table', {}, 'Properties.SSESpecification'),
    'a secret with none': add('AWS::SecretsManager::Secret', {}, 'Properties.KmsKeyId'),
    "a bucket with S3's": add(
      'AWS::S3::Bucket',
      {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
      },
      'Properties.BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.SSEAlgorithm',
    ),
  }),
  ...group('encryption/key-rotation', 'acme/Data', {
    'a key that stays': set('AWS::KMS::Key', 'Properties.EnableKeyRotation', false),
  }),
  ...group('encryption/in-transit', 'acme/Data', {
    'TLS that is not forced': set(
      'AWS::RDS::DBParameterGroup',
      'Properties.Parameters.rds~force_ssl',
      '0',
      'Properties.Parameters.rds.force_ssl',
    ),
    'TLS of which it is not said': set(
      'AWS::RDS::DBParameterGroup',
      'Properties.Parameters.rds~force_ssl',
      undefined,
      'Properties.Parameters.rds.force_ssl',
    ),
    'a database without parameters': set('AWS::RDS::DBInstance', 'Properties.DBParameterGroupName', undefined),
    'a proxy without TLS': set('AWS::RDS::DBProxy', 'Properties.RequireTLS', false),
    'a cache without TLS': add('AWS::ElastiCache::ReplicationGroup', {}, 'Properties.TransitEncryptionEnabled'),
    'a listener without TLS': add(
      'AWS::ElasticLoadBalancingV2::Listener',
      { Protocol: 'HTTP', DefaultActions: [] },
      'Properties.Protocol',
    ),
    'an old domain': add(
      'AWS::ApiGateway::DomainName',
      { DomainName: 'x.example.com', SecurityPolicy: 'TLS_1_0' },
      'Properties.SecurityPolicy',
    ),
  }),
  ...group('encryption/bucket-tls', 'acme/Access', {
    'a policy that lets plain requests pass': (template) => {
      const [logicalId, policy] = first(template, 'AWS::S3::BucketPolicy');
      const document = (policy.Properties as { PolicyDocument: { Statement: { Condition?: { Bool?: object } }[] } })
        .PolicyDocument;
      document.Statement = document.Statement.filter(({ Condition: condition }) => condition?.Bool === undefined);
      return { logicalId, path: 'Properties.PolicyDocument' };
    },
    'a bucket without a policy': add('AWS::S3::Bucket', {}, 'Properties'),
  }),
  ...group('logging/recorded', 'acme/Access', {
    'a trail that is off': set('AWS::CloudTrail::Trail', 'Properties.IsLogging', false),
    'a trail of one region': set('AWS::CloudTrail::Trail', 'Properties.IsMultiRegionTrail', false),
    'a trail without IAM': set('AWS::CloudTrail::Trail', 'Properties.IncludeGlobalServiceEvents', false),
    'a trail without digests': set('AWS::CloudTrail::Trail', 'Properties.EnableLogFileValidation', undefined),
  }),
  ...group('logging/recorded', 'acme/Service', {
    'an API without access logs': set('AWS::ApiGateway::Stage', 'Properties.AccessLogSetting', undefined),
  }),
  ...group('logging/recorded', 'acme/Network', {
    'a flow log of refusals alone': set('AWS::EC2::FlowLog', 'Properties.TrafficType', 'REJECT'),
  }),
  ...group('logging/trail', 'acme/Access', {
    'no trail': (template) => {
      const [logicalId] = first(template, 'AWS::CloudTrail::Trail');
      delete template.Resources[logicalId];
      return { logicalId: '', path: '' };
    },
  }),
  ...group('logging/flow-logs', 'acme/Network', {
    'no flow log': (template) => {
      const [flowLog] = first(template, 'AWS::EC2::FlowLog');
      delete template.Resources[flowLog];
      return { logicalId: first(template, 'AWS::EC2::VPC')[0], path: 'Properties' };
    },
    'a second network': add('AWS::EC2::VPC', { CidrBlock: '10.255.0.0/24' }, 'Properties'),
  }),
  ...group('logging/break-glass', 'acme/Access', {
    'an alarm that is off': set('AWS::Events::Rule', 'Properties.State', 'DISABLED'),
    'an alarm that tells nobody': set('AWS::Events::Rule', 'Properties.Targets', []),
    'an alarm on another role': set('AWS::Events::Rule', 'Properties.EventPattern', {
      detail: { eventName: ['AssumeRole'], requestParameters: { roleArn: ['x'] } },
    }),
    'a long session': set('AWS::IAM::Role', 'Properties.MaxSessionDuration', 43_200, undefined, 'BreakGlass'),
    'no alarm': (template) => {
      const [rule] = first(template, 'AWS::Events::Rule');
      delete template.Resources[rule];
      return { logicalId: first(template, 'AWS::IAM::Role', 'BreakGlass')[0], path: '' };
    },
  }),
  ...group('deletion/retained', 'acme/Data', {
    'a database that goes with its stack': set('AWS::RDS::DBInstance', 'DeletionPolicy', 'Delete'),
    'a database of which it is not said': set('AWS::RDS::DBInstance', 'DeletionPolicy', undefined),
    'a database that goes when it is replaced': set('AWS::RDS::DBInstance', 'UpdateReplacePolicy', 'Delete'),
    'a key that goes': set('AWS::KMS::Key', 'DeletionPolicy', 'Delete'),
    'a user pool that goes': set('AWS::Cognito::UserPool', 'DeletionPolicy', undefined),
  }),
  ...group('deletion/protected', 'acme/Data', {
    'a database without protection': set('AWS::RDS::DBInstance', 'Properties.DeletionProtection', false),
    'a user pool without protection': set('AWS::Cognito::UserPool', 'Properties.DeletionProtection', 'INACTIVE'),
    'a database without backups': set('AWS::RDS::DBInstance', 'Properties.BackupRetentionPeriod', 0),
    'backups that go with the database': set('AWS::RDS::DBInstance', 'Properties.DeleteAutomatedBackups', true),
    'a bucket without versions': add('AWS::S3::Bucket', {}, 'Properties.VersioningConfiguration'),
  }),
  ...group('deletion/auto-delete', 'acme/Data', {
    'a bucket that is emptied': add(
      'Custom::S3AutoDeleteObjects',
      { ServiceToken: { 'Fn::GetAtt': ['Handler', 'Arn'] }, BucketName: { Ref: 'Bucket' } },
      'Type',
    ),
  }),
  ...group('between-tenants/overlapping-network', 'acme/Network', {
    "another tenant's addresses": set('AWS::EC2::VPC', 'Properties.CidrBlock', '10.0.0.0/8'),
  }),
  ...group('assembly/template-macro', 'acme/Data', {
    'a macro': (template) => {
      template.Transform = ['Company::Macro'];
      return { logicalId: '', path: 'Transform' };
    },
  }),
  ...group('assembly/template-inside', 'acme/Data', {
    'a stack set with a template of its own': add(
      'AWS::CloudFormation::StackSet',
      { StackSetName: 'x', PermissionModel: 'SELF_MANAGED', TemplateBody: '{"Resources":{}}' },
      'Properties.TemplateBody',
    ),
    'a product with a template from elsewhere': add(
      'AWS::ServiceCatalog::CloudFormationProduct',
      {
        Name: 'x',
        Owner: 'x',
        ProvisioningArtifactParameters: [{ Info: { LoadTemplateFromURL: 'https://example.com/x' } }],
      },
      'Properties.ProvisioningArtifactParameters',
    ),
  }),
  ...group('assembly/nested-stack-unread', 'acme/Data', {
    'a nested stack from elsewhere': add(
      'AWS::CloudFormation::Stack',
      { TemplateURL: 'https://example.com/template.json', Parameters: { Vpc: vpc } },
      'Properties.TemplateURL',
    ),
  }),
];
