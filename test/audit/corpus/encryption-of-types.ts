import { type Mutation, add, group, set } from './mutation';

const key = { 'Fn::GetAtt': ['@AWS::KMS::Key', 'Arn'] };
const role = { 'Fn::GetAtt': ['@AWS::IAM::Role', 'Arn'] };

/** What holds data of many types, and is not encrypted, or not with the tenant's own key. */
export const ENCRYPTION_OF_TYPES: readonly Mutation[] = [
  ...group('encryption/at-rest', 'acme/Data', {
    'a cluster': add('AWS::RDS::DBCluster', { KmsKeyId: key }, 'Properties.StorageEncrypted'),
    'a cluster, said by a parameter': (template) => {
      template.Parameters = { ...template.Parameters, Encrypt: { Type: 'String', Default: 'true' } };
      return add(
        'AWS::RDS::DBCluster',
        { StorageEncrypted: { Ref: 'Encrypt' }, KmsKeyId: key },
        'Properties.StorageEncrypted',
      )(template);
    },
    'a cluster, in one branch': (template) => {
      template.Parameters = { ...template.Parameters, Size: { Type: 'String', Default: 'small' } };
      template.Conditions = { ...template.Conditions, Large: { 'Fn::Equals': [{ Ref: 'Size' }, 'large'] } };
      return add(
        'AWS::RDS::DBCluster',
        { StorageEncrypted: { 'Fn::If': ['Large', true, { Ref: 'AWS::NoValue' }] }, KmsKeyId: key },
        'Properties.StorageEncrypted',
      )(template);
    },
    'a global cluster': add('AWS::RDS::GlobalCluster', { Engine: 'aurora-postgresql' }, 'Properties.StorageEncrypted'),
    'a graph database': add('AWS::Neptune::DBCluster', { StorageEncrypted: false }, 'Properties.StorageEncrypted'),
    'a document database': add('AWS::DocDB::DBCluster', {}, 'Properties.StorageEncrypted'),
    'a warehouse': add('AWS::Redshift::Cluster', { Encrypted: false }, 'Properties.Encrypted'),
    'a search domain': add(
      'AWS::OpenSearchService::Domain',
      { EncryptionAtRestOptions: { Enabled: false } },
      'Properties.EncryptionAtRestOptions.Enabled',
    ),
    'a search domain of which it is not said': add(
      'AWS::OpenSearchService::Domain',
      {},
      'Properties.EncryptionAtRestOptions',
    ),
    'a search domain of the older kind': add(
      'AWS::Elasticsearch::Domain',
      { EncryptionAtRestOptions: { Enabled: false } },
      'Properties.EncryptionAtRestOptions.Enabled',
    ),
    'an accelerator of tables': add('AWS::DAX::Cluster', { IAMRoleARN: role }, 'Properties.SSESpecification'),
    'a disk of an instance': add(
      'AWS::EC2::Instance',
      { BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 8 } }] },
      'Properties.BlockDeviceMappings.0.Ebs.Encrypted',
    ),
    'a disk of a launch template': add(
      'AWS::EC2::LaunchTemplate',
      { LaunchTemplateData: { BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { Encrypted: false } }] } },
      'Properties.LaunchTemplateData.BlockDeviceMappings.0.Ebs.Encrypted',
    ),
    'a disk of a launch configuration': add(
      'AWS::AutoScaling::LaunchConfiguration',
      { BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { Encrypted: false } }] },
      'Properties.BlockDeviceMappings.0.Ebs.Encrypted',
    ),
    'a workspace': add(
      'AWS::WorkSpaces::Workspace',
      { RootVolumeEncryptionEnabled: true },
      'Properties.UserVolumeEncryptionEnabled',
    ),
    'a cache of an API': add(
      'AWS::AppSync::ApiCache',
      { ApiId: 'x', Type: 'T2_SMALL' },
      'Properties.AtRestEncryptionEnabled',
    ),
  }),
  ...group('encryption/at-rest', 'acme/Service', {
    'a cache of a stage': set(
      'AWS::ApiGateway::Stage',
      'Properties.MethodSettings',
      [
        {
          HttpMethod: '*',
          ResourcePath: '/*',
          CachingEnabled: true,
          CacheDataEncrypted: false,
          ThrottlingRateLimit: 1,
          ThrottlingBurstLimit: 1,
        },
      ],
      'Properties.MethodSettings.0.CacheDataEncrypted',
    ),
  }),
  ...group('encryption/own-key', 'acme/Data', {
    'a cluster': add('AWS::RDS::DBCluster', { StorageEncrypted: true }, 'Properties.KmsKeyId'),
    'a graph database': add('AWS::Neptune::DBCluster', { StorageEncrypted: true }, 'Properties.KmsKeyId'),
    'a document database': add('AWS::DocDB::DBCluster', { StorageEncrypted: true }, 'Properties.KmsKeyId'),
    "a database's performance data": set('AWS::RDS::DBInstance', 'Properties.PerformanceInsightsKMSKeyId', undefined),
    "a database's secret": set('AWS::RDS::DBInstance', 'Properties.MasterUserSecret.KmsKeyId', undefined),
    "a table with AWS's": add(
      'AWS::DynamoDB::Table',
      { SSESpecification: { SSEEnabled: true, SSEType: 'KMS' } },
      'Properties.SSESpecification.KMSMasterKeyId',
    ),
    'a global table': add(
      'AWS::DynamoDB::GlobalTable',
      { SSESpecification: { SSEEnabled: true, SSEType: 'KMS' }, Replicas: [{ Region: 'eu-central-1' }] },
      'Properties.Replicas.0.SSESpecification',
    ),
    "a bucket with AWS's": add(
      'AWS::S3::Bucket',
      {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
        },
      },
      'Properties.BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.KMSMasterKeyID',
    ),
    'a bucket by alias of AWS': add(
      'AWS::S3::Bucket',
      {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'alias/aws/s3' } },
          ],
        },
      },
      'Properties.BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.KMSMasterKeyID',
    ),
    'a bucket of which it is not said': add('AWS::S3::Bucket', {}, 'Properties.BucketEncryption'),
    'a volume': add('AWS::EC2::Volume', { Encrypted: true }, 'Properties.KmsKeyId'),
    'a disk of an instance': add(
      'AWS::EC2::Instance',
      { BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { Encrypted: true } }] },
      'Properties.BlockDeviceMappings.0.Ebs.KmsKeyId',
    ),
    'a file system': add('AWS::EFS::FileSystem', { Encrypted: true }, 'Properties.KmsKeyId'),
    'a file system of another kind': add('AWS::FSx::FileSystem', { FileSystemType: 'LUSTRE' }, 'Properties.KmsKeyId'),
    'a stream': add(
      'AWS::Kinesis::Stream',
      { StreamEncryption: { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' } },
      'Properties.StreamEncryption.KeyId',
    ),
    'a delivery stream': add(
      'AWS::KinesisFirehose::DeliveryStream',
      { DeliveryStreamType: 'DirectPut' },
      'Properties.DeliveryStreamEncryptionConfigurationInput',
    ),
    "a delivery stream with AWS's": add(
      'AWS::KinesisFirehose::DeliveryStream',
      {
        DeliveryStreamType: 'DirectPut',
        DeliveryStreamEncryptionConfigurationInput: { KeyType: 'AWS_OWNED_CMK' },
      },
      'Properties.DeliveryStreamEncryptionConfigurationInput.KeyARN',
    ),
    'a queue with SQS': add('AWS::SQS::Queue', { SqsManagedSseEnabled: true }, 'Properties.KmsMasterKeyId'),
    "a queue with AWS's, in full": add(
      'AWS::SQS::Queue',
      { KmsMasterKeyId: { 'Fn::Sub': 'arn:aws:kms:eu-central-1:${AWS::AccountId}:alias/aws/sqs' } },
      'Properties.KmsMasterKeyId',
    ),
    'a topic with none': add('AWS::SNS::Topic', {}, 'Properties.KmsMasterKeyId'),
    'a search domain': add(
      'AWS::OpenSearchService::Domain',
      { EncryptionAtRestOptions: { Enabled: true } },
      'Properties.EncryptionAtRestOptions.KmsKeyId',
    ),
    'a warehouse': add('AWS::Redshift::Cluster', { Encrypted: true }, 'Properties.KmsKeyId'),
    'a serverless warehouse': add('AWS::RedshiftServerless::Namespace', { NamespaceName: 'x' }, 'Properties.KmsKeyId'),
    'a cache': add(
      'AWS::ElastiCache::ReplicationGroup',
      { AtRestEncryptionEnabled: true, TransitEncryptionEnabled: true },
      'Properties.KmsKeyId',
    ),
    'a serverless cache': add('AWS::ElastiCache::ServerlessCache', { Engine: 'valkey' }, 'Properties.KmsKeyId'),
    'a cache that lasts': add('AWS::MemoryDB::Cluster', { ClusterName: 'x', TLSEnabled: true }, 'Properties.KmsKeyId'),
    'a broker of streams': add(
      'AWS::MSK::Cluster',
      { ClusterName: 'x', EncryptionInfo: { EncryptionInTransit: { ClientBroker: 'TLS', InCluster: true } } },
      'Properties.EncryptionInfo.EncryptionAtRest',
    ),
    'a broker of messages': add(
      'AWS::AmazonMQ::Broker',
      { BrokerName: 'x', EncryptionOptions: { UseAwsOwnedKey: true } },
      'Properties.EncryptionOptions.KmsKeyId',
    ),
    'a registry': add('AWS::ECR::Repository', {}, 'Properties.EncryptionConfiguration'),
    "a registry with AWS's": add(
      'AWS::ECR::Repository',
      { EncryptionConfiguration: { EncryptionType: 'KMS' } },
      'Properties.EncryptionConfiguration.KmsKey',
    ),
    'a trail': add(
      'AWS::CloudTrail::Trail',
      {
        IsLogging: true,
        IsMultiRegionTrail: true,
        IncludeGlobalServiceEvents: true,
        EnableLogFileValidation: true,
        S3BucketName: { Ref: '@AWS::KMS::Key' },
      },
      'Properties.KMSKeyId',
    ),
    'a lake of events': add('AWS::CloudTrail::EventDataStore', { Name: 'x' }, 'Properties.KmsKeyId'),
    'a time series': add('AWS::Timestream::Database', { DatabaseName: 'x' }, 'Properties.KmsKeyId'),
    'a keyspace': add('AWS::Cassandra::Table', { KeyspaceName: 'x' }, 'Properties.EncryptionSpecification'),
    'a workgroup': add(
      'AWS::Athena::WorkGroup',
      {
        Name: 'x',
        WorkGroupConfiguration: { ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_S3' } } },
      },
      'Properties.WorkGroupConfiguration.ResultConfiguration.EncryptionConfiguration.EncryptionOption',
    ),
    'a notebook': add('AWS::SageMaker::NotebookInstance', { RoleArn: role, InstanceType: 'x' }, 'Properties.KmsKeyId'),
    'a studio': add('AWS::SageMaker::Domain', { DomainName: 'x', AuthMode: 'IAM' }, 'Properties.KmsKeyId'),
    'a workspace': add(
      'AWS::WorkSpaces::Workspace',
      { RootVolumeEncryptionEnabled: true, UserVolumeEncryptionEnabled: true },
      'Properties.VolumeEncryptionKey',
    ),
    'an archive of events': add('AWS::Events::Archive', { SourceArn: 'x' }, 'Properties.KmsKeyIdentifier'),
    'a replication instance': add(
      'AWS::DMS::ReplicationInstance',
      { ReplicationInstanceClass: 'x', PubliclyAccessible: false },
      'Properties.KmsKeyId',
    ),
    'a knowledge index': add(
      'AWS::Kendra::Index',
      { Name: 'x', RoleArn: role },
      'Properties.ServerSideEncryptionConfiguration',
    ),
    'a workflow': add('AWS::MWAA::Environment', { Name: 'x' }, 'Properties.KmsKey'),
    'a distributed database': add(
      'AWS::DSQL::Cluster',
      { DeletionProtectionEnabled: true },
      'Properties.KmsEncryptionKey',
    ),
    'a collection': add(
      'AWS::OpenSearchServerless::SecurityPolicy',
      {
        Name: 'x',
        Type: 'encryption',
        Policy: '{"Rules":[{"ResourceType":"collection","Resource":["collection/x"]}],"AWSOwnedKey":true}',
      },
      'Properties.Policy',
    ),
    'an agent': add('AWS::Bedrock::Agent', { AgentName: 'x' }, 'Properties.CustomerEncryptionKeyArn'),
    'a bucket for one zone': add(
      'AWS::S3Express::DirectoryBucket',
      { LocationName: 'euc1-az1', DataRedundancy: 'SingleAvailabilityZone' },
      'Properties.BucketEncryption',
    ),
    'secrets of a cluster': add(
      'AWS::EKS::Cluster',
      { ResourcesVpcConfig: { EndpointPublicAccess: false, EndpointPrivateAccess: true } },
      'Properties.EncryptionConfig',
    ),
    'a database with a key of an unknown parameter': (template) => {
      template.Parameters = { ...template.Parameters, TheKey: { Type: 'String' } };
      return set('AWS::RDS::DBInstance', 'Properties.KmsKeyId', { Ref: 'TheKey' })(template);
    },
    'a log group with a key in one branch': (template) => {
      template.Parameters = { ...template.Parameters, Size: { Type: 'String', Default: 'small' } };
      template.Conditions = { ...template.Conditions, Large: { 'Fn::Equals': [{ Ref: 'Size' }, 'large'] } };
      return set('AWS::Logs::LogGroup', 'Properties.KmsKeyId', { 'Fn::If': ['Large', key, { Ref: 'AWS::NoValue' }] })(
        template,
      );
    },
  }),
  ...group('encryption/in-transit', 'acme/Data', {
    'a listener on a load balancer with old TLS': add(
      'AWS::ElasticLoadBalancingV2::Listener',
      { Protocol: 'HTTPS', SslPolicy: 'ELBSecurityPolicy-2016-08', DefaultActions: [] },
      'Properties.SslPolicy',
    ),
    'a listener on a load balancer with the default': add(
      'AWS::ElasticLoadBalancingV2::Listener',
      { Protocol: 'HTTPS', DefaultActions: [] },
      'Properties.SslPolicy',
    ),
    'a listener of TCP': add(
      'AWS::ElasticLoadBalancingV2::Listener',
      { Protocol: 'TCP', DefaultActions: [] },
      'Properties.Protocol',
    ),
    'a classic load balancer': add(
      'AWS::ElasticLoadBalancing::LoadBalancer',
      { Scheme: 'internal', Listeners: [{ LoadBalancerPort: '80', InstancePort: '80', Protocol: 'HTTP' }] },
      'Properties.Listeners.0.Protocol',
    ),
    'a domain of the newer API': add(
      'AWS::ApiGatewayV2::DomainName',
      { DomainName: 'x.example.com', DomainNameConfigurations: [{ SecurityPolicy: 'TLS_1_0' }] },
      'Properties.DomainNameConfigurations.0.SecurityPolicy',
    ),
    'a distribution': add(
      'AWS::CloudFront::Distribution',
      { DistributionConfig: { DefaultCacheBehavior: { ViewerProtocolPolicy: 'allow-all' } } },
      'Properties.DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy',
    ),
    'a distribution with old TLS': add(
      'AWS::CloudFront::Distribution',
      {
        DistributionConfig: {
          DefaultCacheBehavior: { ViewerProtocolPolicy: 'https-only' },
          ViewerCertificate: { MinimumProtocolVersion: 'TLSv1' },
        },
      },
      'Properties.DistributionConfig.ViewerCertificate.MinimumProtocolVersion',
    ),
    "a distribution's origin": add(
      'AWS::CloudFront::Distribution',
      {
        DistributionConfig: {
          DefaultCacheBehavior: { ViewerProtocolPolicy: 'https-only' },
          Origins: [{ Id: 'x', CustomOriginConfig: { OriginProtocolPolicy: 'http-only' } }],
        },
      },
      'Properties.DistributionConfig.Origins.0.CustomOriginConfig.OriginProtocolPolicy',
    ),
    'a search domain that does not force it': add(
      'AWS::OpenSearchService::Domain',
      { DomainEndpointOptions: { EnforceHTTPS: false } },
      'Properties.DomainEndpointOptions.EnforceHTTPS',
    ),
    'a search domain with old TLS': add(
      'AWS::OpenSearchService::Domain',
      { DomainEndpointOptions: { EnforceHTTPS: true, TLSSecurityPolicy: 'Policy-Min-TLS-1-0-2019-07' } },
      'Properties.DomainEndpointOptions.TLSSecurityPolicy',
    ),
    'a search domain, between its nodes': add(
      'AWS::OpenSearchService::Domain',
      { NodeToNodeEncryptionOptions: { Enabled: false } },
      'Properties.NodeToNodeEncryptionOptions.Enabled',
    ),
    'a cache that lasts': add('AWS::MemoryDB::Cluster', { TLSEnabled: false }, 'Properties.TLSEnabled'),
    'a cache of one kind': add(
      'AWS::ElastiCache::CacheCluster',
      { Engine: 'memcached' },
      'Properties.TransitEncryptionEnabled',
    ),
    'an accelerator of tables': add(
      'AWS::DAX::Cluster',
      { IAMRoleARN: role },
      'Properties.ClusterEndpointEncryptionType',
    ),
    'a broker of streams': add(
      'AWS::MSK::Cluster',
      { EncryptionInfo: { EncryptionInTransit: { ClientBroker: 'TLS_PLAINTEXT' } } },
      'Properties.EncryptionInfo.EncryptionInTransit.ClientBroker',
    ),
    'a broker of streams, between its nodes': add(
      'AWS::MSK::Cluster',
      { EncryptionInfo: { EncryptionInTransit: { ClientBroker: 'TLS', InCluster: false } } },
      'Properties.EncryptionInfo.EncryptionInTransit.InCluster',
    ),
    'a replication of a database': add('AWS::DMS::Endpoint', { EngineName: 'postgres' }, 'Properties.SslMode'),
    'a warehouse': add(
      'AWS::Redshift::ClusterParameterGroup',
      { ParameterGroupFamily: 'redshift-1.0', Parameters: [{ ParameterName: 'require_ssl', ParameterValue: 'false' }] },
      'Properties.Parameters.0.ParameterValue',
    ),
    'a cluster': add(
      'AWS::RDS::DBClusterParameterGroup',
      { Family: 'aurora-postgresql16', Parameters: { 'rds.force_ssl': '0' } },
      'Properties.Parameters.rds.force_ssl',
    ),
    'a cluster of MySQL': add(
      'AWS::RDS::DBClusterParameterGroup',
      { Family: 'aurora-mysql8.0', Parameters: { require_secure_transport: 'OFF' } },
      'Properties.Parameters.require_secure_transport',
    ),
    'a document database': add(
      'AWS::DocDB::DBClusterParameterGroup',
      { Family: 'docdb5.0', Parameters: { tls: 'disabled' } },
      'Properties.Parameters.tls',
    ),
    'a graph database': add(
      'AWS::Neptune::DBClusterParameterGroup',
      { Family: 'neptune1.3', Parameters: { neptune_enforce_ssl: 0 } },
      'Properties.Parameters.neptune_enforce_ssl',
    ),
    'a subscription without TLS': add(
      'AWS::SNS::Subscription',
      { Protocol: 'http', Endpoint: 'http://hooks.acme.example/x', TopicArn: { Ref: '@AWS::KMS::Key' } },
      'Properties.Protocol',
    ),
    'an integration without TLS': add(
      'AWS::ApiGateway::Method',
      {
        HttpMethod: 'GET',
        AuthorizationType: 'AWS_IAM',
        Integration: { Type: 'HTTP_PROXY', Uri: 'http://orders.internal.acme.example/' },
      },
      'Properties.Integration.Uri',
    ),
    'a file system of a task': add(
      'AWS::ECS::TaskDefinition',
      { Volumes: [{ Name: 'x', EFSVolumeConfiguration: { FilesystemId: 'x', TransitEncryption: 'DISABLED' } }] },
      'Properties.Volumes.0.EFSVolumeConfiguration.TransitEncryption',
    ),
    'a server for files': add('AWS::Transfer::Server', { Protocols: ['FTP'] }, 'Properties.Protocols.0'),
    'TLS that one branch forces': (template) => {
      template.Parameters = { ...template.Parameters, Size: { Type: 'String', Default: 'small' } };
      template.Conditions = { ...template.Conditions, Large: { 'Fn::Equals': [{ Ref: 'Size' }, 'large'] } };
      return set(
        'AWS::RDS::DBParameterGroup',
        'Properties.Parameters.rds~force_ssl',
        { 'Fn::If': ['Large', '1', '0'] },
        'Properties.Parameters.rds.force_ssl',
      )(template);
    },
  }),
  ...group('encryption/key-rotation', 'acme/Access', {
    'a key of which it is not said': set('AWS::KMS::Key', 'Properties.EnableKeyRotation', undefined),
    'a key that a parameter decides': (template) => {
      template.Parameters = { ...template.Parameters, Rotate: { Type: 'String', Default: 'true' } };
      return set('AWS::KMS::Key', 'Properties.EnableKeyRotation', { Ref: 'Rotate' })(template);
    },
    'a key that is kept for years': set('AWS::KMS::Key', 'Properties.RotationPeriodInDays', 2560),
  }),
  ...group('encryption/bucket-tls', 'acme/Access', {
    'a denial of other callers': (template) => {
      const [logicalId] = Object.entries(template.Resources).find(([, { Type }]) => Type === 'AWS::S3::BucketPolicy')!;
      const statements = (
        template.Resources[logicalId]!.Properties as { PolicyDocument: { Statement: { Condition?: object }[] } }
      ).PolicyDocument.Statement;
      for (const statement of statements) {
        if (JSON.stringify(statement).includes('SecureTransport'))
          statement.Condition = { Bool: { 'aws:SecureTransport': 'true' } };
      }
      return { logicalId, path: 'Properties.PolicyDocument' };
    },
    'a denial of reading alone': (template) => {
      const [logicalId] = Object.entries(template.Resources).find(([, { Type }]) => Type === 'AWS::S3::BucketPolicy')!;
      const statements = (
        template.Resources[logicalId]!.Properties as { PolicyDocument: { Statement: { Action?: unknown }[] } }
      ).PolicyDocument.Statement;
      for (const statement of statements) {
        if (JSON.stringify(statement).includes('SecureTransport')) statement.Action = 's3:GetObject';
      }
      return { logicalId, path: 'Properties.PolicyDocument' };
    },
    'a denial for one principal': (template) => {
      const [logicalId] = Object.entries(template.Resources).find(([, { Type }]) => Type === 'AWS::S3::BucketPolicy')!;
      const statements = (
        template.Resources[logicalId]!.Properties as { PolicyDocument: { Statement: { Principal?: unknown }[] } }
      ).PolicyDocument.Statement;
      for (const statement of statements) {
        if (JSON.stringify(statement).includes('SecureTransport'))
          statement.Principal = { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/x' } };
      }
      return { logicalId, path: 'Properties.PolicyDocument' };
    },
    'a denial with a second condition': (template) => {
      const [logicalId] = Object.entries(template.Resources).find(([, { Type }]) => Type === 'AWS::S3::BucketPolicy')!;
      const statements = (
        template.Resources[logicalId]!.Properties as {
          PolicyDocument: { Statement: { Condition?: Record<string, object> }[] };
        }
      ).PolicyDocument.Statement;
      for (const statement of statements) {
        if (JSON.stringify(statement).includes('SecureTransport'))
          statement.Condition!.StringEquals = { 'aws:PrincipalType': 'Anonymous' };
      }
      return { logicalId, path: 'Properties.PolicyDocument' };
    },
  }),
];
