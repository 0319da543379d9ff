import {
  ArnFormat,
  type Duration,
  Lazy,
  Stack,
  type TimeZone,
  Token,
  aws_backup as backup,
  aws_events as events,
} from 'aws-cdk-lib';
import type { aws_kms as kms, aws_rds as rds } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type PropsRule, assertProps } from '../support/assert-props';
import { jitter } from '../support/jitter';
import { BackupRole } from './backup-role';
import { DEFAULT_VAULT_NAME, vaultNameProblem } from './backup-vault-name';
import { GuardedVault } from './guarded-vault';

export interface BackupPlanProps {
  /** Key that encrypts the vault; one of this region. */
  readonly encryptionKey: kms.IKey;

  /**
   * How long a backup is kept, and its copy.
   *
   * Whole days, 1 to 36,500.
   *
   * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html
   */
  readonly retention: Duration;

  /** Chooses the minute at which backups start, so that a fleet's do not start together; e.g. the tenant's id. */
  readonly jitterSeed: string;

  /**
   * Clock by which it is night.
   *
   * @default TimeZone.ETC_UTC
   */
  readonly timeZone?: TimeZone;

  /**
   * Region that each backup is copied to, within the account.
   *
   * The vault there is made by a `BackupCopyVault` of the same name, in a stack of that region, deployed first.
   *
   * @default - backups stay in the region of the stack
   */
  readonly copyToRegion?: string;

  /**
   * Regions that copies may go to.
   *
   * @default - none
   */
  readonly allowedRegions?: readonly string[];

  /**
   * Name of the vault in its account and region.
   *
   * @default 'tenant-backup'
   */
  readonly vaultName?: string;
}

/**
 * Nightly backups of databases, in a vault nobody can empty.
 *
 * Defines the vault, a plan that starts once a day within four hours after midnight, and the role AWS Backup uses. The
 * vault outlives the stack. AWS Backup starts nothing within an hour of a database's own backup and maintenance windows, so
 * those should lie outside of these hours.
 *
 * @example
 * const backups = new BackupPlan(this, 'Backups', { encryptionKey: key, retention: Duration.days(35), jitterSeed: 'acme' });
 * backups.protect(database);
 */
export class BackupPlan extends Construct {
  /** Where the backups are. */
  public readonly vault: backup.BackupVault;

  /** The plan, to which selections of other resources can be added. */
  public readonly plan: backup.BackupPlan;

  private readonly role: BackupRole;
  private readonly protectedArns: string[] = [];

  public constructor(scope: Construct, id: string, props: BackupPlanProps) {
    super(scope, id);
    const { copyToRegion, encryptionKey, retention, vaultName = DEFAULT_VAULT_NAME } = props;
    assertProps(this, props, [
      () => vaultNameProblem(vaultName),
      retentionIsWholeDays,
      copyRegionIsAllowed,
      copyRegionIsAnother(Stack.of(this).region),
    ]);

    this.vault = new GuardedVault(this, 'Vault', { vaultName, encryptionKey }).vault;
    const copies = copyToRegion === undefined ? [] : [this.vaultIn(copyToRegion, vaultName)];
    this.plan = new backup.BackupPlan(this, 'Plan', {
      backupVault: this.vault,
      backupPlanRules: [
        new backup.BackupPlanRule({
          ruleName: 'Daily',
          scheduleExpression: nightly(props.jitterSeed),
          scheduleExpressionTimezone: props.timeZone,
          deleteAfter: retention,
          copyActions: copies.map((destinationBackupVault) => ({ destinationBackupVault, deleteAfter: retention })),
        }),
      ],
    });
    this.role = new BackupRole(this, 'Role', {
      vaultArns: [this.vault, ...copies].map(({ backupVaultArn }) => backupVaultArn),
      regions: [Stack.of(this).region, ...(copyToRegion === undefined ? [] : [copyToRegion])],
    });
    this.select();
  }

  /** Backs a database up from the next night on. */
  public protect(database: rds.IDatabaseInstance | rds.IDatabaseCluster): void {
    const arn = 'instanceArn' in database ? database.instanceArn : database.clusterArn;
    this.protectedArns.push(arn);
    this.role.allowDatabase(arn);
  }

  private vaultIn(region: string, vaultName: string): backup.IBackupVault {
    const arn = Stack.of(this).formatArn({
      service: 'backup',
      region,
      resource: 'backup-vault',
      resourceName: vaultName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    return backup.BackupVault.fromBackupVaultArn(this, 'CopyVault', arn);
  }

  /** Not `plan.addSelection()`, whose resources must all be known when it is called. */
  private select(): void {
    const selection = new backup.CfnBackupSelection(this, 'Selection', {
      backupPlanId: this.plan.backupPlanId,
      backupSelection: {
        selectionName: 'Protected',
        iamRoleArn: this.role.role.roleArn,
        resources: Lazy.list({ produce: () => this.protectedArns }),
      },
    });
    // AWS Backup tries the role's permissions when the selection is made.
    selection.node.addDependency(this.role);
    this.node.addValidation({
      validate: () => (this.protectedArns.length > 0 ? [] : ['nothing is backed up; call protect() with a database']),
    });
  }
}

/** The night is the four hours after midnight. */
const NIGHT_MINUTES = 4 * 60;

function nightly(seed: string): events.Schedule {
  const minute = jitter(`${seed}/backup`, NIGHT_MINUTES);
  return events.Schedule.cron({ hour: `${Math.floor(minute / 60)}`, minute: `${minute % 60}` });
}

type Rule = PropsRule<BackupPlanProps>;

const retentionIsWholeDays: Rule = ({ retention }) => {
  if (retention.isUnresolved()) return undefined;
  const days = retention.toDays({ integral: false });
  return Number.isInteger(days) && days >= 1 && days <= 36_500
    ? undefined
    : `retention must be 1 to 36500 whole days, got ${retention.toHumanString()}`;
};

const copyRegionIsAllowed: Rule = ({ copyToRegion, allowedRegions = [] }) => {
  if (copyToRegion === undefined || allowedRegions.includes(copyToRegion)) return undefined;
  const allowed = allowedRegions.length === 0 ? 'none' : allowedRegions.map((region) => `"${region}"`).join(', ');
  return `copyToRegion must be one of allowedRegions, which are ${allowed}, got "${copyToRegion}"`;
};

const copyRegionIsAnother =
  (region: string): Rule =>
  ({ copyToRegion }) =>
    copyToRegion !== undefined && !Token.isUnresolved(region) && copyToRegion === region
      ? `copyToRegion must be another region than the stack's, got "${region}"`
      : undefined;
