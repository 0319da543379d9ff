import { intrinsicOf, isNoValue } from '../../values/intrinsic';

/** Types whose resources hold data that is gone with them. */
export const STATEFUL_TYPES: ReadonlySet<string> = new Set([
  'AWS::Backup::BackupVault',
  'AWS::Backup::LogicallyAirGappedBackupVault',
  'AWS::Cassandra::Table',
  'AWS::Cassandra::Keyspace',
  'AWS::CloudTrail::EventDataStore',
  'AWS::CodeArtifact::Repository',
  'AWS::CodeCommit::Repository',
  'AWS::Cognito::UserPool',
  'AWS::DSQL::Cluster',
  'AWS::DirectoryService::MicrosoftAD',
  'AWS::DirectoryService::SimpleAD',
  'AWS::DocDB::DBCluster',
  'AWS::DocDBElastic::Cluster',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::EC2::Volume',
  'AWS::ECR::Repository',
  'AWS::EFS::FileSystem',
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::ElastiCache::ServerlessCache',
  'AWS::Elasticsearch::Domain',
  'AWS::FSx::FileSystem',
  'AWS::FSx::Volume',
  'AWS::HealthImaging::Datastore',
  'AWS::HealthLake::FHIRDatastore',
  'AWS::KMS::Key',
  'AWS::KMS::ReplicaKey',
  'AWS::Kinesis::Stream',
  'AWS::MSK::Cluster',
  'AWS::MemoryDB::Cluster',
  'AWS::Neptune::DBCluster',
  'AWS::NeptuneGraph::Graph',
  'AWS::OpenSearchServerless::Collection',
  'AWS::OpenSearchService::Domain',
  'AWS::QLDB::Ledger',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::Redshift::Cluster',
  'AWS::RedshiftServerless::Namespace',
  'AWS::S3::Bucket',
  'AWS::S3Express::DirectoryBucket',
  'AWS::S3Tables::TableBucket',
  'AWS::S3Vectors::VectorBucket',
  'AWS::SDB::Domain',
  'AWS::Timestream::InfluxDBInstance',
  'AWS::Timestream::Table',
  'AWS::WorkSpaces::Workspace',
]);

/** Members of a cluster hold nothing of their own. */
export function holdsData(type: string, properties: Readonly<Record<string, unknown>> = {}): boolean {
  return STATEFUL_TYPES.has(type) && mayBeLeftOut(properties.DBClusterIdentifier);
}

function mayBeLeftOut(node: unknown): boolean {
  if (node === undefined || isNoValue(node)) return true;
  const { name, argument } = intrinsicOf(node) ?? {};
  return name === 'Fn::If' && Array.isArray(argument) && argument.slice(1).some(mayBeLeftOut);
}
