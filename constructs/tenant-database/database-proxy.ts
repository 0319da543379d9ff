import { Fn, RemovalPolicy, aws_iam as iam, aws_logs as logs, aws_rds as rds } from 'aws-cdk-lib';
import type { aws_ec2 as ec2, aws_kms as kms } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledgeInlinePolicies } from '../support/acknowledge-inline-policies';
import type { DatabaseEngine } from './database-engine';
import { databaseUserArn } from './tenant-database-grants';

export interface DatabaseProxyProps {
  readonly vpc: ec2.IVpc;
  readonly subnets: ec2.SubnetSelection;
  readonly securityGroup: ec2.ISecurityGroup;
  readonly identifier: string;
  readonly database: DatabaseEngine;
  /** User of the database that clients log in as. */
  readonly user: string;
  readonly logRetention: logs.RetentionDays;
  readonly encryptionKey: kms.IKey;
}

/**
 * A proxy that pools connections, with log-ins by IAM on both sides: it needs no secret.
 *
 * Not the CDK's `DatabaseProxy`, which opens security groups on its own and to ports known at deployment only.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-iam-setup.html
 */
export class DatabaseProxy extends Construct {
  public readonly host: string;

  /** What IAM calls it: `prx-…`. */
  public readonly resourceId: string;

  /** Registers the database; waits until the proxy has logged in to it. */
  public readonly targets: rds.CfnDBProxyTargetGroup;

  public constructor(scope: Construct, id: string, props: DatabaseProxyProps) {
    super(scope, id);
    const { database, identifier, user } = props;

    const logGroup = new logs.LogGroup(this, 'LogGroup', {
      logGroupName: `/aws/rds/proxy/${identifier}`,
      retention: props.logRetention,
      encryptionKey: props.encryptionKey,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const role = new iam.Role(this, 'Role', {
      description: 'The proxy of the tenant database logs in with it',
      assumedBy: new iam.ServicePrincipal('rds.amazonaws.com'),
      inlinePolicies: {
        Connect: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'ConnectAsServiceUser',
              actions: ['rds-db:connect'],
              resources: [databaseUserArn(this, { resourceId: database.resourceId, user })],
            }),
          ],
        }),
      },
    });
    acknowledgeInlinePolicies(role);
    const proxy = new rds.CfnDBProxy(this, 'Resource', {
      dbProxyName: identifier,
      engineFamily: 'POSTGRESQL',
      defaultAuthScheme: 'IAM_AUTH',
      requireTls: true,
      roleArn: role.roleArn,
      vpcSecurityGroupIds: [props.securityGroup.securityGroupId],
      vpcSubnetIds: props.vpc.selectSubnets(props.subnets).subnetIds,
    });
    proxy.node.addDependency(logGroup);
    this.host = proxy.attrEndpoint;
    this.resourceId = Fn.select(6, Fn.split(':', proxy.attrDbProxyArn));

    const { instance, cluster } = database;
    this.targets = new rds.CfnDBProxyTargetGroup(this, 'Targets', {
      dbProxyName: proxy.ref,
      targetGroupName: 'default',
      ...(instance && { dbInstanceIdentifiers: [instance.instanceIdentifier] }),
      ...(cluster && { dbClusterIdentifiers: [cluster.clusterIdentifier] }),
      connectionPoolConfigurationInfo: {
        connectionBorrowTimeout: 10,
        maxConnectionsPercent: 90,
        maxIdleConnectionsPercent: 10,
      },
    });
    // A cluster can only be registered together with its members.
    if (cluster) this.targets.node.addDependency(cluster);
  }
}
