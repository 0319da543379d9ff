import { type PropertyClaim, isLike, isOneOf, isTrue, propertyRule } from '../../posture/property-claim';

/** Members of an Aurora or Neptune cluster are encrypted as it is. */
const isMember: PropertyClaim['except'] = ({ DBClusterIdentifier }) => DBClusterIdentifier !== undefined;

/** Sources: property pages of the AWS CloudFormation template reference, defaults as they say them, read 2026-11-21. */
const CLAIMS: readonly PropertyClaim[] = [
  {
    types: ['AWS::RDS::DBInstance', 'AWS::Neptune::DBInstance'],
    property: 'StorageEncrypted',
    isSafe: isTrue,
    absent: 'unsafe',
    wrong: 'the database is not encrypted',
    except: isMember,
  },
  {
    types: ['AWS::RDS::DBCluster', 'AWS::RDS::GlobalCluster', 'AWS::DocDB::DBCluster', 'AWS::Neptune::DBCluster'],
    property: 'StorageEncrypted',
    isSafe: isTrue,
    absent: 'unsafe',
    wrong: 'the database is not encrypted',
  },
  {
    types: ['AWS::Redshift::Cluster', 'AWS::EFS::FileSystem', 'AWS::EC2::Volume'],
    property: 'Encrypted',
    isSafe: isTrue,
    absent: 'unsafe',
    wrong: 'the storage is not encrypted',
  },
  {
    types: ['AWS::EC2::Instance', 'AWS::AutoScaling::LaunchConfiguration'],
    property: 'BlockDeviceMappings[].Ebs.Encrypted',
    isSafe: isTrue,
    absent: 'unsafe-in-parent',
    wrong: 'the volume is not encrypted',
  },
  {
    types: ['AWS::EC2::LaunchTemplate'],
    property: 'LaunchTemplateData.BlockDeviceMappings[].Ebs.Encrypted',
    isSafe: isTrue,
    absent: 'unsafe-in-parent',
    wrong: 'the volume is not encrypted',
  },
  {
    types: ['AWS::ElastiCache::ReplicationGroup', 'AWS::AppSync::ApiCache'],
    property: 'AtRestEncryptionEnabled',
    isSafe: isTrue,
    absent: 'unsafe',
    wrong: 'the cache is not encrypted',
  },
  {
    types: ['AWS::DAX::Cluster'],
    property: 'SSESpecification.SSEEnabled',
    isSafe: isTrue,
    absent: 'unsafe',
    wrong: 'the cache is not encrypted',
  },
  {
    types: ['AWS::OpenSearchService::Domain', 'AWS::Elasticsearch::Domain'],
    property: 'EncryptionAtRestOptions.Enabled',
    isSafe: isTrue,
    absent: 'unsafe',
    wrong: 'the domain is not encrypted',
  },
  {
    types: ['AWS::Kinesis::Stream'],
    property: 'StreamEncryption.EncryptionType',
    isSafe: isOneOf('KMS'),
    absent: 'unsafe',
    wrong: 'the stream is not encrypted',
  },
  {
    types: ['AWS::ApiGateway::Stage'],
    property: 'MethodSettings[].CacheDataEncrypted',
    isSafe: isTrue,
    absent: 'safe',
    wrong: 'cached answers are not encrypted',
    severity: 'medium',
  },
  {
    types: ['AWS::SQS::Queue'],
    property: 'SqsManagedSseEnabled',
    isSafe: isTrue,
    absent: 'safe',
    wrong: 'the queue is not encrypted',
    except: ({ KmsMasterKeyId }) => KmsMasterKeyId !== undefined,
  },
  {
    types: ['AWS::WorkSpaces::Workspace'],
    property: 'UserVolumeEncryptionEnabled',
    isSafe: isTrue,
    absent: 'unsafe',
    wrong: 'the volume is not encrypted',
  },
  {
    types: ['AWS::CodeBuild::Project'],
    property: 'Artifacts.EncryptionDisabled',
    isSafe: isOneOf('false'),
    absent: 'safe',
    wrong: 'artifacts are not encrypted',
  },
  {
    types: ['AWS::Glue::DataCatalogEncryptionSettings'],
    property: 'DataCatalogEncryptionSettings.EncryptionAtRest.CatalogEncryptionMode',
    isSafe: isLike(/^SSE-KMS/),
    absent: 'unsafe',
    wrong: 'the catalog is not encrypted',
  },
];

/** Whether data at rest is encrypted. */
export const atRest = propertyRule(
  {
    id: 'encryption/at-rest',
    severity: 'high',
    claim: 'All data at rest is encrypted.',
    explanation: 'Without encryption whoever gets at a disk, a snapshot or a backup reads what is in it.',
    fix: "turn encryption on, with the tenant's own key; for an existing resource this means a new one",
  },
  CLAIMS,
);
