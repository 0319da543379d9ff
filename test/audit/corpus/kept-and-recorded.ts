import { type Mutate, type Mutation, add, group, set } from './mutation';

/** Adds a resource of a type that is deleted with its stack. */
const deleted = (type: string, properties: object = {}): Mutate =>
  add(type, { ...properties }, 'DeletionPolicy', { resource: { DeletionPolicy: 'Delete' } });

/** A condition that a parameter decides. */
const large =
  (mutate: Mutate): Mutate =>
  (template) => {
    template.Parameters = { ...template.Parameters, Size: { Type: 'String', Default: 'small' } };
    template.Conditions = { ...template.Conditions, Large: { 'Fn::Equals': [{ Ref: 'Size' }, 'large'] } };
    return mutate(template);
  };

/** What is deleted, cannot be restored, or is not recorded, of many types. */
export const KEPT_AND_RECORDED: readonly Mutation[] = [
  ...group('deletion/retained', 'acme/Data', {
    'a bucket': deleted('AWS::S3::Bucket'),
    'a table': deleted('AWS::DynamoDB::Table'),
    'a global table': deleted('AWS::DynamoDB::GlobalTable'),
    'a cluster': deleted('AWS::RDS::DBCluster'),
    'a graph database': deleted('AWS::Neptune::DBCluster'),
    'a document database': deleted('AWS::DocDB::DBCluster'),
    'a document database that scales': deleted('AWS::DocDBElastic::Cluster'),
    'a distributed database': deleted('AWS::DSQL::Cluster'),
    'a file system': deleted('AWS::EFS::FileSystem'),
    'a file system of another kind': deleted('AWS::FSx::FileSystem'),
    'a volume of a file system': deleted('AWS::FSx::Volume'),
    'a disk': deleted('AWS::EC2::Volume'),
    'a stream': deleted('AWS::Kinesis::Stream'),
    'a search domain': deleted('AWS::OpenSearchService::Domain'),
    'a collection': deleted('AWS::OpenSearchServerless::Collection'),
    'a warehouse': deleted('AWS::Redshift::Cluster'),
    'a cache': deleted('AWS::ElastiCache::ReplicationGroup'),
    'a cache of the serverless kind': deleted('AWS::ElastiCache::ServerlessCache'),
    'a cache that lasts': deleted('AWS::MemoryDB::Cluster'),
    'a time series': deleted('AWS::Timestream::Table'),
    'an instance for time series': deleted('AWS::Timestream::InfluxDBInstance'),
    'a keyspace': deleted('AWS::Cassandra::Keyspace'),
    'a ledger': deleted('AWS::QLDB::Ledger'),
    'a registry': deleted('AWS::ECR::Repository'),
    'a bucket of tables': deleted('AWS::S3Tables::TableBucket'),
    'a bucket for one zone': deleted('AWS::S3Express::DirectoryBucket'),
    'a bucket of vectors': deleted('AWS::S3Vectors::VectorBucket'),
    'a user pool': deleted('AWS::Cognito::UserPool'),
    'a copy of a key': deleted('AWS::KMS::ReplicaKey'),
    'a vault': deleted('AWS::Backup::BackupVault'),
    'a graph of analytics': deleted('AWS::NeptuneGraph::Graph'),
    'a store for health data': deleted('AWS::HealthLake::FHIRDatastore'),
    'a repository of code': deleted('AWS::CodeCommit::Repository'),
    'a directory': deleted('AWS::DirectoryService::MicrosoftAD'),
    'a bucket, deleted in one branch': large(
      add('AWS::S3::Bucket', {}, 'DeletionPolicy', {
        resource: { DeletionPolicy: { 'Fn::If': ['Large', 'Retain', 'Delete'] } },
      }),
    ),
    'a bucket, as a parameter says': large(
      add('AWS::S3::Bucket', {}, 'DeletionPolicy', { resource: { DeletionPolicy: { Ref: 'Size' } } }),
    ),
    'a database that seems to be of a cluster': (template) => {
      set('AWS::RDS::DBInstance', 'Properties.DBClusterIdentifier', { Ref: 'AWS::NoValue' })(template);
      return set('AWS::RDS::DBInstance', 'DeletionPolicy', 'Delete')(template);
    },
  }),
  ...group('deletion/protected', 'acme/Data', {
    'a cluster': add('AWS::RDS::DBCluster', {}, 'Properties.DeletionProtection'),
    'a cluster, as a parameter says': large(
      add('AWS::RDS::DBCluster', { DeletionProtection: { Ref: 'Size' } }, 'Properties.DeletionProtection'),
    ),
    'a cluster, in one branch': large(
      add(
        'AWS::RDS::DBCluster',
        { DeletionProtection: { 'Fn::If': ['Large', true, false] } },
        'Properties.DeletionProtection',
      ),
    ),
    'a cluster, left out in one branch': large(
      add(
        'AWS::RDS::DBCluster',
        { DeletionProtection: { 'Fn::If': ['Large', true, { Ref: 'AWS::NoValue' }] } },
        'Properties.DeletionProtection',
      ),
    ),
    'a database that seems to be of a cluster': (template) => {
      set('AWS::RDS::DBInstance', 'Properties.DBClusterIdentifier', { Ref: 'AWS::NoValue' })(template);
      return set('AWS::RDS::DBInstance', 'Properties.DeletionProtection', false)(template);
    },
    'a database that is of a cluster in one branch': (template) => {
      large(
        set('AWS::RDS::DBInstance', 'Properties.DBClusterIdentifier', {
          'Fn::If': ['Large', 'orders', { Ref: 'AWS::NoValue' }],
        }),
      )(template);
      return set('AWS::RDS::DBInstance', 'Properties.DeletionProtection', false)(template);
    },
    'a document database': add('AWS::DocDB::DBCluster', {}, 'Properties.DeletionProtection'),
    'a graph database': add('AWS::Neptune::DBCluster', { DeletionProtection: false }, 'Properties.DeletionProtection'),
    'a distributed database': add('AWS::DSQL::Cluster', {}, 'Properties.DeletionProtectionEnabled'),
    'a ledger': add('AWS::QLDB::Ledger', { DeletionProtection: false }, 'Properties.DeletionProtection'),
    'a graph of analytics': add(
      'AWS::NeptuneGraph::Graph',
      { DeletionProtection: false },
      'Properties.DeletionProtection',
    ),
    'a table': add(
      'AWS::DynamoDB::Table',
      { DeletionProtectionEnabled: false },
      'Properties.DeletionProtectionEnabled',
    ),
    'a table without a way back': add(
      'AWS::DynamoDB::Table',
      { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false } },
      'Properties.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled',
    ),
    'a global table without a way back': add(
      'AWS::DynamoDB::GlobalTable',
      { Replicas: [{ Region: 'eu-central-1', DeletionProtectionEnabled: true }] },
      'Properties.Replicas.0.PointInTimeRecoverySpecification',
    ),
    'a keyspace without a way back': add(
      'AWS::Cassandra::Table',
      { KeyspaceName: 'x', PointInTimeRecoveryEnabled: false },
      'Properties.PointInTimeRecoveryEnabled',
    ),
    'a warehouse without snapshots': add(
      'AWS::Redshift::Cluster',
      { AutomatedSnapshotRetentionPeriod: 0 },
      'Properties.AutomatedSnapshotRetentionPeriod',
    ),
    'a cache without snapshots': add(
      'AWS::ElastiCache::ReplicationGroup',
      { SnapshotRetentionLimit: 0 },
      'Properties.SnapshotRetentionLimit',
    ),
    'a cache that lasts, without snapshots': add(
      'AWS::MemoryDB::Cluster',
      { SnapshotRetentionLimit: 0 },
      'Properties.SnapshotRetentionLimit',
    ),
    'a file system without backups': add(
      'AWS::FSx::FileSystem',
      { FileSystemType: 'WINDOWS', WindowsConfiguration: { AutomaticBackupRetentionDays: 0, ThroughputCapacity: 8 } },
      'Properties.WindowsConfiguration.AutomaticBackupRetentionDays',
    ),
    'a document database without backups': add(
      'AWS::DocDB::DBCluster',
      { BackupRetentionPeriod: 0 },
      'Properties.BackupRetentionPeriod',
    ),
    'a database with backups as a parameter says': large(
      set('AWS::RDS::DBInstance', 'Properties.BackupRetentionPeriod', { Ref: 'Size' }),
    ),
    'a bucket with versions suspended': add(
      'AWS::S3::Bucket',
      { VersioningConfiguration: { Status: 'Suspended' } },
      'Properties.VersioningConfiguration.Status',
    ),
  }),
  ...group('deletion/auto-delete', 'acme/Data', {
    'a registry that is emptied': add('AWS::ECR::Repository', { EmptyOnDelete: true }, 'Properties.EmptyOnDelete'),
    'images that are deleted': add(
      'Custom::ECRAutoDeleteImages',
      { ServiceToken: { 'Fn::GetAtt': ['@AWS::Lambda::Function', 'Arn'] }, RepositoryName: 'x' },
      'Type',
    ),
  }),
  ...group('logging/recorded', 'acme/Access', {
    'a trail that a parameter turns on': large(set('AWS::CloudTrail::Trail', 'Properties.IsLogging', { Ref: 'Size' })),
    'a trail of which it is not said': set('AWS::CloudTrail::Trail', 'Properties.IsLogging', undefined),
    'a trail of writes alone': set(
      'AWS::CloudTrail::Trail',
      'Properties.EventSelectors',
      [{ ReadWriteType: 'WriteOnly', IncludeManagementEvents: true }],
      'Properties.EventSelectors.0.ReadWriteType',
    ),
    'a trail without events of management': set(
      'AWS::CloudTrail::Trail',
      'Properties.EventSelectors',
      [{ IncludeManagementEvents: false }],
      'Properties.EventSelectors.0.IncludeManagementEvents',
    ),
    'a trail without the events of keys': set(
      'AWS::CloudTrail::Trail',
      'Properties.EventSelectors',
      [{ IncludeManagementEvents: true, ExcludeManagementEventSources: ['kms.amazonaws.com'] }],
      'Properties.EventSelectors.0.ExcludeManagementEventSources.0',
    ),
    'a trail of data alone': (template) => {
      set('AWS::CloudTrail::Trail', 'Properties.EventSelectors', undefined)(template);
      return set(
        'AWS::CloudTrail::Trail',
        'Properties.AdvancedEventSelectors',
        [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }] }],
        'Properties.AdvancedEventSelectors',
      )(template);
    },
  }),
  ...group('logging/recorded', 'acme/Service', {
    'a newer API without access logs': add(
      'AWS::ApiGatewayV2::Stage',
      { ApiId: 'x', StageName: 'live' },
      'Properties.AccessLogSettings',
    ),
    'a load balancer without access logs': add(
      'AWS::ElasticLoadBalancingV2::LoadBalancer',
      { Scheme: 'internal' },
      'Properties.LoadBalancerAttributes',
    ),
    'a load balancer with access logs off': add(
      'AWS::ElasticLoadBalancingV2::LoadBalancer',
      { Scheme: 'internal', LoadBalancerAttributes: [{ Key: 'access_logs.s3.enabled', Value: 'false' }] },
      'Properties.LoadBalancerAttributes.0.Value',
    ),
    'a GraphQL API without logs': add(
      'AWS::AppSync::GraphQLApi',
      { Name: 'x', AuthenticationType: 'AWS_IAM' },
      'Properties.LogConfig',
    ),
  }),
  ...group('logging/recorded', 'acme/Data', {
    'a database without its logs': set('AWS::RDS::DBInstance', 'Properties.EnableCloudwatchLogsExports', undefined),
    'a warehouse without its logs': add('AWS::Redshift::Cluster', {}, 'Properties.LoggingProperties'),
  }),
  ...group('logging/flow-logs', 'acme/Network', {
    'a flow log of one subnet': (template) => {
      set('AWS::EC2::FlowLog', 'Properties.ResourceType', 'Subnet')(template);
      const [subnet] = Object.entries(template.Resources).find(([, { Type }]) => Type === 'AWS::EC2::Subnet')!;
      set('AWS::EC2::FlowLog', 'Properties.ResourceId', { Ref: subnet })(template);
      const [logicalId] = Object.entries(template.Resources).find(([, { Type }]) => Type === 'AWS::EC2::VPC')!;
      return { logicalId, path: 'Properties' };
    },
    'a flow log that may not be made': (template) => {
      large(set('AWS::EC2::FlowLog', 'Condition', 'Large'))(template);
      const [logicalId] = Object.entries(template.Resources).find(([, { Type }]) => Type === 'AWS::EC2::VPC')!;
      return { logicalId, path: 'Properties' };
    },
  }),
  ...group('logging/trail', 'acme/Access', {
    'a trail that may not be made': (template) => {
      large(set('AWS::CloudTrail::Trail', 'Condition', 'Large'))(template);
      return { logicalId: '', path: '' };
    },
  }),
  ...group('between-tenants/overlapping-network', 'acme/Network', {
    'addresses that overlap in one part': set('AWS::EC2::VPC', 'Properties.CidrBlock', '10.200.8.0/22'),
    'further addresses': add(
      'AWS::EC2::VPCCidrBlock',
      { VpcId: { Ref: '@AWS::EC2::VPC' }, CidrBlock: '10.200.0.0/16' },
      'Properties.CidrBlock',
    ),
    'addresses that a parameter says': (template) => {
      template.Parameters = {
        ...template.Parameters,
        Block: { Type: 'String', AllowedValues: ['10.250.0.0/20', '10.200.0.0/20'] },
      };
      return set('AWS::EC2::VPC', 'Properties.CidrBlock', { Ref: 'Block' })(template);
    },
    'addresses in a second network': add('AWS::EC2::VPC', { CidrBlock: '10.200.0.0/24' }, 'Properties.CidrBlock'),
  }),
];
