import type { Duration, aws_ec2 as ec2, aws_kms as kms, aws_logs as logs } from 'aws-cdk-lib';

/** One RDS for PostgreSQL instance, always on. */
export interface InstanceProps {
  /**
   * Class of the instance.
   *
   * @default 'db.t4g.micro'
   */
  readonly instanceClass?: string;

  /** Storage to start with: 20 to 65,536 GiB. */
  readonly storageGib: number;

  /** Storage the instance may grow to by itself: equal to `storageGib`, or at least a tenth more. */
  readonly maxStorageGib: number;

  /**
   * Keep a standby in a second zone, which takes over by itself.
   *
   * @default false
   */
  readonly multiAz?: boolean;
}

/** An Aurora Serverless v2 cluster. */
export interface ServerlessProps {
  /** Least capacity: 0 (the cluster pauses when unused) to 256, in steps of 0.5. One unit has 2 GiB of memory. */
  readonly minCapacityAcu: number;

  /** Most capacity: 1 to 256, in steps of 0.5. */
  readonly maxCapacityAcu: number;

  /**
   * How long the cluster stays awake without connections: 5 minutes to a day. Only with `minCapacityAcu` 0.
   *
   * @default Duration.minutes(5) with `minCapacityAcu` 0; never pauses otherwise
   */
  readonly autoPause?: Duration;

  /**
   * Keep a reader in a second zone, which takes over by itself and costs as much as the writer.
   *
   * @default false
   */
  readonly multiAz?: boolean;
}

export interface TenantDatabaseProps {
  /** Network of the database. */
  readonly vpc: ec2.IVpc;

  /**
   * Subnets of the database, its proxy and the function that prepares it; in two zones at least.
   *
   * @default - the isolated subnets
   */
  readonly subnets?: ec2.SubnetSelection;

  /**
   * Key that encrypts storage, snapshots, the master secret, Performance Insights and logs.
   *
   * Its policy must let CloudWatch Logs use it and leave the rest to IAM. The database must be replaced to change it.
   */
  readonly encryptionKey: kms.IKey;

  /** PostgreSQL's `major.minor`, 15.2 or later, such as `17.9`. Raised by changing it, never by RDS itself. */
  readonly engineVersion: string;

  /**
   * Name of the instance or cluster, and of the proxy; unique in the account and region.
   *
   * Fixed, so that its log groups can be made before it. It also makes CloudFormation fail instead of
   * replacing the database by an empty one: two of one name cannot exist.
   *
   * @default 'tenant'
   */
  readonly identifier?: string;

  /**
   * Database that is made at the start. The instance must be replaced to change it.
   *
   * @default 'app'
   */
  readonly databaseName?: string;

  /**
   * One instance, always on.
   *
   * @default - `serverless` is given instead
   */
  readonly instance?: InstanceProps;

  /**
   * An Aurora Serverless v2 cluster, which can pause.
   *
   * @default - `instance` is given instead
   */
  readonly serverless?: ServerlessProps;

  /**
   * How far back a point in time can be restored: 1 to 35 whole days.
   *
   * @default Duration.days(7)
   */
  readonly backupRetention?: Duration;

  /**
   * Pool connections through RDS Proxy, which is paid by the hour. Not with `minCapacityAcu` 0.
   *
   * @default false
   */
  readonly proxy?: boolean;

  /**
   * Record for 7 days, free of charge, what the database spends its time on.
   *
   * @default - true, but for Aurora below 2 units of capacity, whose memory it would take
   */
  readonly performanceInsights?: boolean;

  /**
   * How long the logs of PostgreSQL, of the proxy and of the functions that prepare the database are kept.
   *
   * @default logs.RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;

  /** Spreads the windows of backup and maintenance over a fleet; different for each tenant, such as its id. */
  readonly jitterSeed: string;

  /**
   * Refuse to delete the database.
   *
   * @default true
   */
  readonly deletionProtection?: boolean;
}
