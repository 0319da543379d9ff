import { Duration, aws_ec2 as ec2, aws_logs as logs } from 'aws-cdk-lib';
import type { aws_rds as rds } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { assertProps } from '../support/assert-props';
import type { DatabaseEngine, DatabaseEngineProps } from './database-engine';
import { DatabaseProxy } from './database-proxy';
import { DatabaseSecurityGroups } from './database-security-groups';
import { defineCluster } from './define-cluster';
import { defineInstance } from './define-instance';
import { FirstLogin } from './first-login';
import { POSTGRES_PORT } from './postgres-port';
import { TenantDatabaseGrants } from './tenant-database-grants';
import type { TenantDatabaseProps } from './tenant-database-props';
import { tenantDatabaseRules } from './tenant-database-rules';
import { windows } from './windows';

/**
 * A PostgreSQL of RDS for one tenant, ready for its service to log in without a password.
 *
 * Defines the instance or Aurora cluster with its parameters and log groups, security groups, a proxy if asked for,
 * and a custom resource that makes the user and the schema `service` in it. Encrypted, private, TLS only; deleting
 * it is refused, and leaves a snapshot where it is not.
 *
 * @example
 * const database = new TenantDatabase(this, 'Database', {
 *   vpc: network.vpc,
 *   encryptionKey: key,
 *   engineVersion: '17.9',
 *   instance: { storageGib: 20, maxStorageGib: 50 },
 *   jitterSeed: 'acme',
 * });
 * database.grants.connect(service);
 */
export class TenantDatabase extends Construct {
  /** Where clients connect to: the proxy, or else the database itself. */
  public readonly host: string;

  public readonly port = POSTGRES_PORT;
  public readonly databaseName: string;

  /** User that clients log in as, and schema that it owns. */
  public readonly serviceUser = 'service';

  /** Attach it to what uses the database; opens nothing else. */
  public readonly clientSecurityGroup: ec2.ISecurityGroup;

  public readonly grants: TenantDatabaseGrants;

  /** ARN of the instance or cluster, e.g. for a backup plan. */
  public readonly arn: string;

  /** Name of the instance or cluster. */
  public readonly identifier: string;

  /** Set if `instance` was asked for. */
  public readonly instance: rds.DatabaseInstance | undefined;

  /** Set if `serverless` was asked for. */
  public readonly cluster: rds.DatabaseCluster | undefined;

  public constructor(scope: Construct, id: string, props: TenantDatabaseProps) {
    super(scope, id);
    assertProps(this, props, tenantDatabaseRules);
    const { vpc, encryptionKey, subnets = { subnetType: ec2.SubnetType.PRIVATE_ISOLATED } } = props;
    const logRetention = props.logRetention ?? logs.RetentionDays.ONE_MONTH;
    this.databaseName = props.databaseName ?? 'app';
    this.identifier = props.identifier ?? 'tenant';

    const securityGroups = new DatabaseSecurityGroups(this, 'SecurityGroups', { vpc, proxy: props.proxy === true });
    this.clientSecurityGroup = securityGroups.client;

    const database = this.defineEngine(props, {
      vpc,
      subnets,
      securityGroup: securityGroups.database,
      encryptionKey,
      engineVersion: props.engineVersion,
      identifier: this.identifier,
      databaseName: this.databaseName,
      backupRetention: props.backupRetention ?? Duration.days(7),
      windows: windows(props.jitterSeed),
      performanceInsights:
        props.performanceInsights ?? (props.serverless?.minCapacityAcu ?? INSIGHTS_MIN_ACU) >= INSIGHTS_MIN_ACU,
      logRetention,
      deletionProtection: props.deletionProtection ?? true,
    });
    this.instance = database.instance;
    this.cluster = database.cluster;
    this.arn = database.arn;

    const firstLogin = new FirstLogin(this, 'FirstLogin', {
      vpc,
      subnets,
      securityGroup: securityGroups.direct,
      database: database.resource,
      host: database.host,
      databaseName: this.databaseName,
      serviceUser: this.serviceUser,
      idleSessionTimeout: idleSessionTimeout(props),
      masterSecret: database.masterSecret,
      encryptionKey,
      logRetention,
    });

    const login = { host: database.host, resourceId: database.resourceId };
    if (securityGroups.proxy) {
      const proxy = new DatabaseProxy(this, 'Proxy', {
        vpc,
        subnets,
        securityGroup: securityGroups.proxy,
        identifier: this.identifier,
        database,
        user: this.serviceUser,
        logRetention,
        encryptionKey,
      });
      // CloudFormation waits until the proxy has logged in, as a user that the first log-in makes.
      proxy.targets.node.addDependency(firstLogin.resource);
      login.host = proxy.host;
      login.resourceId = proxy.resourceId;
    }
    this.host = login.host;
    this.grants = new TenantDatabaseGrants(this, { resourceId: login.resourceId, user: this.serviceUser });
  }

  private defineEngine(props: TenantDatabaseProps, engineProps: DatabaseEngineProps): DatabaseEngine {
    if (props.instance) return defineInstance(this, props.instance, engineProps);
    return defineCluster(this, props.serverless!, engineProps);
  }
}

/** Performance Insights takes memory that a smaller cluster does not have. */
const INSIGHTS_MIN_ACU = 2;

/**
 * When the server closes an unused connection: functions keep theirs while they are frozen, which would keep a
 * cluster from pausing and take up the few connections of a small instance. A proxy looks after its own.
 */
function idleSessionTimeout({ serverless, proxy }: TenantDatabaseProps): Duration {
  if (proxy === true) return Duration.seconds(0);
  return serverless?.minCapacityAcu === 0 ? Duration.seconds(60) : Duration.minutes(10);
}
