import {
  type Duration,
  Stack,
  type StackProps,
  type aws_cognito as cognito,
  type aws_ec2 as ec2,
  type aws_kms as kms,
  type aws_logs as logs,
} from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { BackupPlan } from '../../constructs/backup-plan/backup-plan';
import { TenantUserPool } from '../../constructs/tenant-api/tenant-user-pool';
import { TenantDatabase } from '../../constructs/tenant-database/tenant-database';
import type { InstanceProps, ServerlessProps } from '../../constructs/tenant-database/tenant-database-props';
import { TenantKey } from '../../constructs/tenant-key/tenant-key';

/** Props of {@link TenantDataStack}. */
export interface TenantDataStackProps extends StackProps {
  /** Id of the tenant; names the user pool and spreads schedules over the fleet. */
  readonly tenantId: string;
  readonly vpc: ec2.IVpc;
  readonly subnets: ec2.SubnetSelection;
  /** PostgreSQL's `major.minor`. */
  readonly engineVersion: string;
  /** One RDS instance; exactly one of `instance` and `serverless` is given. */
  readonly instance?: InstanceProps;
  /** An Aurora Serverless v2 cluster. */
  readonly serverless?: ServerlessProps;
  readonly proxy: boolean;
  readonly performanceInsights: boolean;
  /** How far back a point in time can be restored. */
  readonly backupRetention: Duration;
  readonly logRetention: logs.RetentionDays;
  /** Whether the tenant's people are kept here, in a user pool; false where an OIDC issuer knows them. */
  readonly userPool: boolean;
  /**
   * Nightly backups by AWS Backup, on top of the database's own.
   *
   * @default - the database's own backups alone
   */
  readonly backups?: {
    readonly retention: Duration;
    readonly copyToRegion: string | undefined;
    /** Regions of the tenant's jurisdiction, the only ones a copy may go to. */
    readonly allowedRegions: readonly string[];
  };
}

/** What holds the tenant's data: key, database, people, backups. Everything in it outlives the stack. */
export class TenantDataStack extends Stack {
  /** Encrypts the tenant's data, wherever it rests. */
  public readonly key: kms.Key;
  public readonly database: TenantDatabase;
  public readonly userPool: cognito.IUserPool | undefined;

  public constructor(scope: Construct, id: string, props: TenantDataStackProps) {
    super(scope, id, { ...props, terminationProtection: true });
    this.key = new TenantKey(this, 'Key', {
      alias: 'tenant/data',
      description: 'Data of the tenant: database, backups, secrets, logs of the service',
      services: ['cloudwatch'],
    }).key;

    this.database = new TenantDatabase(this, 'Database', {
      vpc: props.vpc,
      subnets: props.subnets,
      encryptionKey: this.key,
      engineVersion: props.engineVersion,
      ...(props.instance && { instance: props.instance }),
      ...(props.serverless && { serverless: props.serverless }),
      proxy: props.proxy,
      performanceInsights: props.performanceInsights,
      backupRetention: props.backupRetention,
      logRetention: props.logRetention,
      jitterSeed: props.tenantId,
    });
    if (props.userPool) this.userPool = new TenantUserPool(this, 'Users', { name: props.tenantId }).userPool;
    if (props.backups) this.backUp(props.tenantId, props.backups);
  }

  private backUp(tenantId: string, backups: NonNullable<TenantDataStackProps['backups']>): void {
    const plan = new BackupPlan(this, 'Backups', {
      encryptionKey: this.key,
      retention: backups.retention,
      jitterSeed: tenantId,
      allowedRegions: backups.allowedRegions,
      ...(backups.copyToRegion !== undefined && { copyToRegion: backups.copyToRegion }),
    });
    const { instance, cluster } = this.database;
    if (instance) plan.protect(instance);
    if (cluster) plan.protect(cluster);
  }
}
