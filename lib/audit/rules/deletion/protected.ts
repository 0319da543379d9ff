import { type PropertyClaim, isFalse, isLike, isOneOf, isTrue, propertyRule } from '../../posture/property-claim';

const isMember: PropertyClaim['except'] = ({ DBClusterIdentifier }) => DBClusterIdentifier !== undefined;

/** At least one. */
const DAYS = /^[1-9]\d*$/;

/** Sources: property pages of the AWS CloudFormation template reference, defaults as they say them, read 2026-11-21. */
const CLAIMS: readonly PropertyClaim[] = [
  {
    types: ['AWS::RDS::DBInstance'],
    property: 'DeletionProtection',
    isSafe: isTrue,
    absent: 'unsafe',
    wrong: 'the database can be deleted by one call',
    except: isMember,
  },
  {
    types: [
      'AWS::RDS::DBCluster',
      'AWS::DocDB::DBCluster',
      'AWS::Neptune::DBCluster',
      'AWS::RDS::GlobalCluster',
      'AWS::DocDB::GlobalCluster',
      'AWS::Neptune::GlobalCluster',
    ],
    property: 'DeletionProtection',
    isSafe: isTrue,
    absent: 'unsafe',
    wrong: 'the database can be deleted by one call',
  },
  {
    types: ['AWS::QLDB::Ledger', 'AWS::NeptuneGraph::Graph', 'AWS::OpenSearchServerless::Collection'],
    property: 'DeletionProtection',
    isSafe: isOneOf('true', 'ENABLED'),
    absent: 'safe',
    wrong: 'it can be deleted by one call',
  },
  {
    types: ['AWS::CloudTrail::EventDataStore'],
    property: 'TerminationProtectionEnabled',
    isSafe: isTrue,
    absent: 'safe',
    wrong: 'it can be deleted by one call',
  },
  {
    types: ['AWS::DynamoDB::Table', 'AWS::DSQL::Cluster'],
    property: 'DeletionProtectionEnabled',
    isSafe: isTrue,
    absent: 'unsafe',
    wrong: 'the table can be deleted by one call',
  },
  {
    types: ['AWS::DynamoDB::GlobalTable'],
    property: 'Replicas[].DeletionProtectionEnabled',
    isSafe: isTrue,
    absent: 'unsafe',
    wrong: 'the table can be deleted by one call',
  },
  {
    types: ['AWS::Cognito::UserPool'],
    property: 'DeletionProtection',
    isSafe: isOneOf('ACTIVE'),
    absent: 'unsafe',
    wrong: 'the user pool can be deleted by one call',
  },
  {
    types: [
      'AWS::RDS::DBInstance',
      'AWS::RDS::DBCluster',
      'AWS::DocDB::DBCluster',
      'AWS::DocDBElastic::Cluster',
      'AWS::Neptune::DBCluster',
    ],
    property: 'BackupRetentionPeriod',
    isSafe: isLike(DAYS),
    absent: 'safe',
    wrong: 'the database has no backups',
    severity: 'high',
    except: isMember,
  },
  {
    types: ['AWS::Redshift::Cluster'],
    property: 'AutomatedSnapshotRetentionPeriod',
    isSafe: isLike(DAYS),
    absent: 'safe',
    wrong: 'the warehouse has no backups',
    severity: 'high',
  },
  {
    types: ['AWS::MemoryDB::Cluster', 'AWS::ElastiCache::ReplicationGroup'],
    property: 'SnapshotRetentionLimit',
    isSafe: isLike(DAYS),
    absent: 'safe',
    wrong: 'the cache has no backups',
  },
  ...['Windows', 'Ontap', 'OpenZFS', 'Lustre'].map((kind): PropertyClaim => ({
    types: ['AWS::FSx::FileSystem'],
    property: `${kind}Configuration.AutomaticBackupRetentionDays`,
    isSafe: isLike(DAYS),
    absent: 'safe',
    wrong: 'the file system has no backups',
    severity: 'high',
  })),
  {
    types: ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster'],
    property: 'DeleteAutomatedBackups',
    isSafe: isFalse,
    absent: 'safe',
    wrong: 'backups are deleted with the database',
    except: isMember,
  },
  {
    types: ['AWS::DynamoDB::Table'],
    property: 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled',
    isSafe: isTrue,
    absent: 'unsafe',
    wrong: 'the table cannot be restored',
  },
  {
    types: ['AWS::DynamoDB::GlobalTable'],
    property: 'Replicas[].PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled',
    isSafe: isTrue,
    absent: 'unsafe',
    wrong: 'the table cannot be restored',
  },
  {
    types: ['AWS::Cassandra::Table'],
    property: 'PointInTimeRecoveryEnabled',
    isSafe: isTrue,
    absent: 'unsafe',
    wrong: 'the table cannot be restored',
  },
  {
    types: ['AWS::S3::Bucket'],
    property: 'VersioningConfiguration.Status',
    isSafe: isOneOf('Enabled'),
    absent: 'unsafe',
    wrong: 'what is overwritten in the bucket is gone',
    severity: 'low',
  },
  {
    types: ['AWS::EFS::FileSystem'],
    property: 'BackupPolicy.Status',
    isSafe: isOneOf('ENABLED'),
    absent: 'unsafe',
    wrong: 'the file system has no backups',
    severity: 'low',
  },
  {
    types: ['AWS::KMS::Key'],
    property: 'PendingWindowInDays',
    isSafe: isLike(/^([1-2]\d|30|[7-9])$/),
    absent: 'safe',
    wrong: 'the key is gone too soon',
  },
];

/** What keeps data from being deleted. */
export const protectedFromDeletion = propertyRule(
  {
    id: 'deletion/protected',
    severity: 'medium',
    claim: 'What holds data is protected from deletion, and can be restored.',
    explanation: 'Deletion protection makes a mistake take two calls; backups and versions undo it.',
    fix: 'turn the protection on',
  },
  CLAIMS,
);
