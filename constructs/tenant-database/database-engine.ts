import { RemovalPolicy, aws_rds as rds } from 'aws-cdk-lib';
import type {
  Duration,
  aws_ec2 as ec2,
  aws_kms as kms,
  aws_logs as logs,
  aws_secretsmanager as secretsmanager,
} from 'aws-cdk-lib';
import { POSTGRES_PORT } from './postgres-port';
import type { Windows } from './windows';

/** What an instance and a cluster are made of alike. */
export interface DatabaseEngineProps {
  readonly vpc: ec2.IVpc;
  readonly subnets: ec2.SubnetSelection;
  readonly securityGroup: ec2.ISecurityGroup;
  readonly encryptionKey: kms.IKey;
  readonly engineVersion: string;
  readonly identifier: string;
  readonly databaseName: string;
  readonly backupRetention: Duration;
  readonly windows: Windows;
  readonly performanceInsights: boolean;
  readonly logRetention: logs.RetentionDays;
  readonly deletionProtection: boolean;
}

/** What the rest of a tenant database needs to know of its instance or cluster. */
export interface DatabaseEngine {
  readonly instance?: rds.DatabaseInstance;
  readonly cluster?: rds.DatabaseCluster;
  /** The one of both that there is. */
  readonly resource: rds.DatabaseInstance | rds.DatabaseCluster;
  /** Host that accepts writes. */
  readonly host: string;
  readonly arn: string;
  /** What IAM calls it: `db-…` or `cluster-…`. */
  readonly resourceId: string;
  /** The master user's name and password, kept and rotated by RDS. */
  readonly masterSecret: secretsmanager.ISecret;
}

/** User that RDS makes; used by nothing but the first log-in. */
export const MASTER_USER = 'tenant_admin';

/**
 * Settings an instance and a cluster have under the same names.
 *
 * The version is raised by a release, ring by ring, not by RDS: an unattended upgrade would reach all tenants at once.
 */
export function sharedProps(props: DatabaseEngineProps) {
  return {
    vpc: props.vpc,
    vpcSubnets: props.subnets,
    securityGroups: [props.securityGroup],
    storageEncrypted: true,
    storageEncryptionKey: props.encryptionKey,
    // RDS rotates the password every 7 days and deletes the secret with the database.
    manageMasterUserPassword: true,
    credentials: rds.Credentials.fromUsername(MASTER_USER, { encryptionKey: props.encryptionKey }),
    iamAuthentication: true,
    copyTagsToSnapshot: true,
    deleteAutomatedBackups: false,
    deletionProtection: props.deletionProtection,
    autoMinorVersionUpgrade: false,
    preferredMaintenanceWindow: props.windows.maintenance,
    removalPolicy: RemovalPolicy.SNAPSHOT,
    port: POSTGRES_PORT,
    // Better an upgrade that stops a deploy than a fleet that silently pays for an old version.
    engineLifecycleSupport: rds.EngineLifecycleSupport.OPEN_SOURCE_RDS_EXTENDED_SUPPORT_DISABLED,
  };
}
