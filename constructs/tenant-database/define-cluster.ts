import { Duration, aws_rds as rds } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acknowledgeDatabase } from './acknowledge-database';
import { type DatabaseEngine, type DatabaseEngineProps, sharedProps } from './database-engine';
import { DatabaseLogGroups } from './database-log-groups';
import { PARAMETERS } from './parameters';
import type { ServerlessProps } from './tenant-database-props';
import { majorOf } from './tenant-database-rules';

/** Defines an Aurora Serverless v2 cluster with one writer, its parameters and log group. */
export function defineCluster(
  scope: Construct,
  { minCapacityAcu, maxCapacityAcu, autoPause, multiAz = false }: ServerlessProps,
  props: DatabaseEngineProps,
): DatabaseEngine {
  const { engineVersion, encryptionKey, identifier } = props;
  const engine = rds.DatabaseClusterEngine.auroraPostgres({
    version: rds.AuroraPostgresEngineVersion.of(engineVersion, String(majorOf(engineVersion))),
  });
  const logGroups = new DatabaseLogGroups(scope, 'LogGroups', {
    kind: 'cluster',
    identifier,
    exports: ['postgresql'],
    retention: props.logRetention,
    encryptionKey,
  });
  const member: rds.ServerlessV2ClusterInstanceProps = {
    publiclyAccessible: false,
    autoMinorVersionUpgrade: false,
    caCertificate: rds.CaCertificate.RDS_CA_RSA2048_G1,
    preferredMaintenanceWindow: props.windows.maintenance,
  };
  const cluster = new rds.DatabaseCluster(scope, 'Cluster', {
    ...sharedProps(props),
    engine,
    clusterIdentifier: identifier,
    defaultDatabaseName: props.databaseName,
    writer: rds.ClusterInstance.serverlessV2('Writer', member),
    readers: multiAz ? [rds.ClusterInstance.serverlessV2('Reader', { ...member, scaleWithWriter: true })] : [],
    serverlessV2MinCapacity: minCapacityAcu,
    serverlessV2MaxCapacity: maxCapacityAcu,
    serverlessV2AutoPauseDuration: minCapacityAcu === 0 ? (autoPause ?? Duration.minutes(5)) : undefined,
    parameterGroup: new rds.ParameterGroup(scope, 'Parameters', {
      engine,
      description: 'Parameters of the tenant database',
      parameters: { ...PARAMETERS },
    }),
    backup: { retention: props.backupRetention, preferredWindow: props.windows.backup },
    cloudwatchLogsExports: ['postgresql'],
    ...(props.performanceInsights && {
      enablePerformanceInsights: true,
      performanceInsightRetention: rds.PerformanceInsightRetention.DEFAULT,
      performanceInsightEncryptionKey: encryptionKey,
    }),
  });
  cluster.node.addDependency(logGroups);
  acknowledgeDatabase(cluster);

  return {
    cluster,
    resource: cluster,
    host: cluster.clusterEndpoint.hostname,
    arn: cluster.clusterArn,
    resourceId: cluster.clusterResourceIdentifier,
    // There in a cluster that is defined here; the type allows for imported ones.
    masterSecret: cluster.secret!,
  };
}
