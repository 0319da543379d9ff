import type { PropertyClaim } from '../../posture/property-claim';
import type { StackView } from '../../rule';
import { literalText } from '../../values/value';

/** Types with the property that names the key, all of which AWS encrypts with a key of its own where it is not set. */
export const KEY_PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  KmsKeyId: [
    'AWS::DMS::ReplicationInstance',
    'AWS::CloudTrail::EventDataStore',
    'AWS::CodeCommit::Repository',
    'AWS::DocDB::DBCluster',
    'AWS::DocDBElastic::Cluster',
    'AWS::EFS::FileSystem',
    'AWS::ElastiCache::ReplicationGroup',
    'AWS::ElastiCache::ServerlessCache',
    'AWS::FSx::FileCache',
    'AWS::KinesisVideo::Stream',
    'AWS::Location::Tracker',
    'AWS::Logs::LogGroup',
    'AWS::MemoryDB::Cluster',
    'AWS::Neptune::DBCluster',
    'AWS::RDS::DBCluster',
    'AWS::RDS::DBInstance',
    'AWS::Redshift::Cluster',
    'AWS::RedshiftServerless::Namespace',
    'AWS::SageMaker::Domain',
    'AWS::SageMaker::EndpointConfig',
    'AWS::SecretsManager::Secret',
    'AWS::Timestream::Database',
    'AWS::FSx::FileSystem',
    'AWS::EC2::Volume',
    'AWS::SageMaker::NotebookInstance',
  ],
  KmsMasterKeyId: ['AWS::SNS::Topic', 'AWS::SQS::Queue'],
  EncryptionKeyArn: ['AWS::Backup::BackupVault', 'AWS::BedrockAgentCore::Memory'],
  KMSKeyId: ['AWS::CloudTrail::Trail'],
  KmsKeyArn: ['AWS::APS::Workspace', 'AWS::HealthImaging::Datastore', 'AWS::Personalize::DatasetGroup'],
  KmsKeyIdentifier: ['AWS::Events::Archive', 'AWS::NeptuneGraph::Graph'],
  KmsKey: ['AWS::MWAA::Environment', 'AWS::QLDB::Ledger'],
  KmsEncryptionKey: ['AWS::DSQL::Cluster'],
  EncryptionKey: ['AWS::CodeArtifact::Domain'],
  VolumeEncryptionKey: ['AWS::WorkSpaces::Workspace'],
  CustomerEncryptionKeyArn: ['AWS::Bedrock::Agent'],
  'SSESpecification.KMSMasterKeyId': ['AWS::DynamoDB::Table'],
  'Replicas[].SSESpecification.KMSMasterKeyId': ['AWS::DynamoDB::GlobalTable'],
  'EncryptionSpecification.KmsKeyIdentifier': ['AWS::Cassandra::Table'],
  'EncryptionOptions.KmsKeyId': ['AWS::AmazonMQ::Broker'],
  'EncryptionConfiguration.KMSKeyArn': ['AWS::S3Tables::TableBucket'],
  'EncryptionConfiguration.KmsKeyArn': ['AWS::S3Vectors::VectorBucket'],
  'EncryptionConfiguration.KmsKeyId': ['AWS::QBusiness::Application'],
  'EncryptionConfig[].Provider.KeyArn': ['AWS::EKS::Cluster'],
  'SseConfiguration.KmsEncryptionConfig.KmsKeyId': ['AWS::HealthLake::FHIRDatastore'],
  'ServerSideEncryptionConfiguration.KmsKeyId': ['AWS::Kendra::Index'],
  'BlockDeviceMappings[].Ebs.KmsKeyId': ['AWS::EC2::Instance'],
  'LaunchTemplateData.BlockDeviceMappings[].Ebs.KmsKeyId': ['AWS::EC2::LaunchTemplate'],
  'EncryptionAtRestOptions.KmsKeyArn': ['AWS::OSIS::Pipeline'],
  'EncryptionConfiguration.KmsKey': ['AWS::ECR::Repository'],
  'EncryptionAtRestOptions.KmsKeyId': ['AWS::OpenSearchService::Domain', 'AWS::Elasticsearch::Domain'],
  'StreamEncryption.KeyId': ['AWS::Kinesis::Stream'],
  'MasterUserSecret.KmsKeyId': ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster'],
  PerformanceInsightsKMSKeyId: ['AWS::RDS::DBInstance'],
  PerformanceInsightsKmsKeyId: ['AWS::RDS::DBCluster'],
  'EncryptionInfo.EncryptionAtRest.DataVolumeKMSKeyId': ['AWS::MSK::Cluster'],
  'DeliveryStreamEncryptionConfigurationInput.KeyARN': ['AWS::KinesisFirehose::DeliveryStream'],
};

/** Type → property that says whose key it is, and what it may be. */
export const CHOICES: Readonly<Record<string, readonly [property: string, ...allowed: string[]]>> = {
  'AWS::Athena::WorkGroup': [
    'WorkGroupConfiguration.ResultConfiguration.EncryptionConfiguration.EncryptionOption',
    'SSE_KMS',
    'CSE_KMS',
  ],
  'AWS::DynamoDB::Table': ['SSESpecification.SSEEnabled', 'true'],
  'AWS::DynamoDB::GlobalTable': ['SSESpecification.SSEEnabled', 'true'],
  'AWS::ECR::Repository': ['EncryptionConfiguration.EncryptionType', 'KMS', 'KMS_DSSE'],
  'AWS::KinesisFirehose::DeliveryStream': [
    'DeliveryStreamEncryptionConfigurationInput.KeyType',
    'CUSTOMER_MANAGED_CMK',
  ],
};

/** Members of a cluster and copies are encrypted as the whole is; Performance Insights has data only where it is on. */
export const WITHOUT_KEY: Readonly<Record<string, NonNullable<PropertyClaim['except']>>> = {
  KmsKeyId: ({ DBClusterIdentifier, SourceDBInstanceIdentifier, StorageEncrypted }) =>
    DBClusterIdentifier !== undefined || SourceDBInstanceIdentifier !== undefined || StorageEncrypted === false,
  PerformanceInsightsKMSKeyId: ({ EnablePerformanceInsights }, view) => isOff(EnablePerformanceInsights, view),
  PerformanceInsightsKmsKeyId: ({ PerformanceInsightsEnabled }, view) => isOff(PerformanceInsightsEnabled, view),
  'MasterUserSecret.KmsKeyId': ({ ManageMasterUserPassword }, view) => isOff(ManageMasterUserPassword, view),
};

function isOff(node: unknown, { evaluate }: StackView): boolean {
  return node === undefined || evaluate(node).every((text) => literalText(text)?.toLowerCase() === 'false');
}
