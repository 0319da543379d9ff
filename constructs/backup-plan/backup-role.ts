import { Stack, aws_iam as iam } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledge } from '../support/acknowledge';
import { shownInFindings } from '../support/shown-in-findings';

export interface BackupRoleProps {
  /** Vaults that backups are put into. */
  readonly vaultArns: readonly string[];

  /** Regions of those vaults. */
  readonly regions: readonly string[];
}

/**
 * The role AWS Backup backs databases up with.
 *
 * A subset of AWS's `AWSBackupServiceRolePolicyForBackup`, which covers every service and resource there is: snapshots of
 * the databases that are named, their copies, and nothing else. It cannot restore, and cannot delete a
 * snapshot it has not made.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForBackup.html
 */
export class BackupRole extends Construct {
  public readonly role: iam.Role;

  private readonly regions: readonly string[];

  public constructor(scope: Construct, id: string, { vaultArns, regions }: BackupRoleProps) {
    super(scope, id);
    this.regions = regions;

    this.role = new iam.Role(this, 'Resource', {
      description: 'Backs databases up, by AWS Backup',
      // Without a condition on the source, which AWS Backup does not promise to name here. A role can be passed to a
      // service within its account alone, so nobody else's backups can use it.
      assumedBy: new iam.ServicePrincipal('backup.amazonaws.com'),
    });
    this.allowSnapshots();
    this.allowKeys();
    this.allow('FillVaults', ['backup:CopyIntoBackupVault', 'backup:DescribeBackupVault'], vaultArns);
    // These tell names and tags, and work on no named resource.
    this.allow('FindDatabases', FIND_ACTIONS, ['*']);
    this.acknowledgeFindings();
  }

  /** Lets the role back one database up. */
  public allowDatabase(databaseArn: string): void {
    this.allow(undefined, ['rds:AddTagsToResource', 'rds:ListTagsForResource', ...CREATE_ACTIONS], [databaseArn]);
  }

  private allowSnapshots(): void {
    const snapshots = this.regions.flatMap((region) => SNAPSHOTS.map((resource) => this.arn('rds', region, resource)));
    this.allow('MakeSnapshots', SNAPSHOT_ACTIONS, snapshots);
  }

  /** A snapshot is encrypted by the key of its database, and a copy by that of its vault. */
  private allowKeys(): void {
    const keys = this.regions.map((region) => this.arn('kms', region, 'key/*'));
    this.allow('DescribeKeys', ['kms:DescribeKey'], keys);
    this.allow('UseKeysForSnapshots', ['kms:CreateGrant'], keys, { Bool: { 'kms:GrantIsForAWSResource': 'true' } });
  }

  private allow(sid: string | undefined, actions: string[], resources: readonly string[], conditions?: iam.Conditions) {
    this.role.addToPolicy(new iam.PolicyStatement({ sid, actions, resources: [...resources], conditions }));
  }

  private acknowledgeFindings(): void {
    const { partition, account } = Stack.of(this);
    const wildcards = this.regions.flatMap((region) => [
      `arn:${shownInFindings(partition)}:kms:${shownInFindings(region)}:${shownInFindings(account)}:key/*`,
      ...SNAPSHOTS.map(
        (kind) =>
          `arn:${shownInFindings(partition)}:rds:${shownInFindings(region)}:${shownInFindings(account)}:${kind}`,
      ),
    ]);
    acknowledge(
      this.role,
      'AWS Backup names snapshots when it makes them, so the role is given the prefix it uses. Finding databases knows no resources. Keys are those of the account, described and lent to AWS services for its snapshots alone.',
      ['AwsSolutions-IAM5[Resource::*]', ...wildcards.map((wildcard) => `AwsSolutions-IAM5[Resource::${wildcard}]`)],
    );
    acknowledge(
      this.role,
      'The policy belongs to this one role, names the resources the role works on, and goes with it. A managed policy could be attached to others.',
      ['HIPAA.Security-IAMNoInlinePolicy', 'NIST.800.53.R5-IAMNoInlinePolicy', 'PCI.DSS.321-IAMNoInlinePolicy'],
    );
  }

  private arn(service: string, region: string, resource: string): string {
    const { partition, account } = Stack.of(this);
    return `arn:${partition}:${service}:${region}:${account}:${resource}`;
  }
}

/** What AWS Backup calls its snapshots of instances and of clusters. */
const SNAPSHOTS = ['snapshot:awsbackup:*', 'cluster-snapshot:awsbackup:*'];

const CREATE_ACTIONS = ['rds:CreateDBClusterSnapshot', 'rds:CreateDBSnapshot'];

const SNAPSHOT_ACTIONS = [
  'rds:AddTagsToResource',
  'rds:CopyDBClusterSnapshot',
  'rds:CopyDBSnapshot',
  'rds:CreateDBClusterSnapshot',
  'rds:CreateDBSnapshot',
  'rds:DeleteDBClusterSnapshot',
  'rds:DeleteDBSnapshot',
  'rds:ListTagsForResource',
];

const FIND_ACTIONS = [
  'rds:DescribeDBClusterSnapshots',
  'rds:DescribeDBClusters',
  'rds:DescribeDBInstances',
  'rds:DescribeDBSnapshots',
  'tag:GetResources',
];
