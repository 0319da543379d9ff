import { type PropertyClaim, isOneOf, isOwnKey, propertyRule } from '../../posture/property-claim';
import { asObject } from '../../values/intrinsic';

/** Types with the property that names the key, all of which AWS encrypts with a key of its own where it is not set. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  KmsKeyId: [
    'AWS::DMS::ReplicationInstance',
    'AWS::DocDB::DBCluster',
    'AWS::EFS::FileSystem',
    'AWS::ElastiCache::ReplicationGroup',
    'AWS::ElastiCache::ServerlessCache',
    'AWS::Logs::LogGroup',
    'AWS::MemoryDB::Cluster',
    'AWS::Neptune::DBCluster',
    'AWS::RDS::DBCluster',
    'AWS::RDS::DBInstance',
    'AWS::Redshift::Cluster',
    'AWS::SecretsManager::Secret',
    'AWS::Timestream::Database',
    'AWS::FSx::FileSystem',
    'AWS::EC2::Volume',
    'AWS::SageMaker::NotebookInstance',
  ],
  KmsMasterKeyId: ['AWS::SNS::Topic', 'AWS::SQS::Queue'],
  EncryptionKeyArn: ['AWS::Backup::BackupVault'],
  KMSKeyId: ['AWS::CloudTrail::Trail', 'AWS::CloudTrail::EventDataStore'],
  'SSESpecification.KMSMasterKeyId': ['AWS::DynamoDB::Table'],
  'EncryptionConfiguration.KmsKey': ['AWS::ECR::Repository'],
  'EncryptionAtRestOptions.KmsKeyId': ['AWS::OpenSearchService::Domain', 'AWS::Elasticsearch::Domain'],
  'StreamEncryption.KeyId': ['AWS::Kinesis::Stream'],
  'MasterUserSecret.KmsKeyId': ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster'],
  PerformanceInsightsKMSKeyId: ['AWS::RDS::DBInstance'],
  PerformanceInsightsKmsKeyId: ['AWS::RDS::DBCluster'],
  'EncryptionInfo.EncryptionAtRest.DataVolumeKMSKeyId': ['AWS::MSK::Cluster'],
  'DeliveryStreamEncryptionConfigurationInput.KeyARN': ['AWS::KinesisFirehose::DeliveryStream'],
};

/** Settings that are only there where the feature is. */
const ONLY_IF_SET: ReadonlySet<string> = new Set([
  'MasterUserSecret.KmsKeyId',
  'EncryptionInfo.EncryptionAtRest.DataVolumeKMSKeyId',
]);

/** Members of a cluster and copies are encrypted as the whole is; Performance Insights has data only where it is on. */
const EXCEPT: Readonly<Record<string, NonNullable<PropertyClaim['except']>>> = {
  KmsKeyId: ({ DBClusterIdentifier, SourceDBInstanceIdentifier, StorageEncrypted }) =>
    DBClusterIdentifier !== undefined || SourceDBInstanceIdentifier !== undefined || StorageEncrypted === false,
  PerformanceInsightsKMSKeyId: ({ EnablePerformanceInsights }) => EnablePerformanceInsights !== true,
  PerformanceInsightsKmsKeyId: ({ PerformanceInsightsEnabled }) => PerformanceInsightsEnabled !== true,
  'MasterUserSecret.KmsKeyId': ({ ManageMasterUserPassword }) => ManageMasterUserPassword !== true,
};

const CLAIMS: readonly PropertyClaim[] = [
  ...Object.entries(KEYS).map(([property, types]): PropertyClaim => ({
    types,
    property,
    isSafe: isOwnKey,
    absent: ONLY_IF_SET.has(property) ? 'safe' : 'unsafe',
    wrong: "it is not encrypted with the tenant's own key",
    ...(EXCEPT[property] && { except: EXCEPT[property] }),
  })),
  {
    types: ['AWS::S3::Bucket'],
    property: 'BucketEncryption.ServerSideEncryptionConfiguration[].ServerSideEncryptionByDefault.SSEAlgorithm',
    isSafe: isOneOf('aws:kms', 'aws:kms:dsse'),
    absent: 'unsafe',
    wrong: "objects are not encrypted with the tenant's own key",
  },
  {
    types: ['AWS::S3::Bucket'],
    property: 'BucketEncryption.ServerSideEncryptionConfiguration[].ServerSideEncryptionByDefault.KMSMasterKeyID',
    isSafe: isOwnKey,
    absent: 'unsafe',
    wrong: "objects are not encrypted with the tenant's own key",
    // Said of the algorithm already.
    except: ({ BucketEncryption }) => {
      const rules = asObject(BucketEncryption)?.ServerSideEncryptionConfiguration;
      return !JSON.stringify(rules ?? '').includes('aws:kms');
    },
  },
];

/** Whose keys data is encrypted with. */
export const ownKey = propertyRule(
  {
    id: 'encryption/own-key',
    severity: 'medium',
    claim: "Data at rest is encrypted with the tenant's own KMS key.",
    explanation:
      "The policy of the tenant's own key says who may decrypt, its use is in the tenant's trail, and with it everything can be made unreadable when the tenant leaves. A key of AWS does none of it.",
    fix: "name the tenant's key",
  },
  CLAIMS,
);
