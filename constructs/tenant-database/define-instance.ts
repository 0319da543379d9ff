import { aws_ec2 as ec2, aws_rds as rds } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acknowledgeDatabase, acknowledgeDefaultPort, acknowledgeSingleZone } from './acknowledge-database';
import { type DatabaseEngine, type DatabaseEngineProps, sharedProps } from './database-engine';
import { DatabaseLogGroups } from './database-log-groups';
import { PARAMETERS } from './parameters';
import type { InstanceProps } from './tenant-database-props';
import { majorOf } from './tenant-database-rules';

/** Defines one RDS for PostgreSQL instance, its parameters and log groups. */
export function defineInstance(
  scope: Construct,
  { instanceClass = 'db.t4g.micro', storageGib, maxStorageGib, multiAz = false }: InstanceProps,
  props: DatabaseEngineProps,
): DatabaseEngine {
  const { engineVersion, encryptionKey, identifier } = props;
  const engine = rds.DatabaseInstanceEngine.postgres({
    version: rds.PostgresEngineVersion.of(engineVersion, String(majorOf(engineVersion))),
  });
  const logGroups = new DatabaseLogGroups(scope, 'LogGroups', {
    kind: 'instance',
    identifier,
    exports: ['postgresql', 'upgrade'],
    retention: props.logRetention,
    encryptionKey,
  });
  const instance = new rds.DatabaseInstance(scope, 'Instance', {
    ...sharedProps(props),
    engine,
    instanceIdentifier: identifier,
    instanceType: new ec2.InstanceType(instanceClass.replace(/^db\./, '')),
    databaseName: props.databaseName,
    allocatedStorage: storageGib,
    maxAllocatedStorage: maxStorageGib > storageGib ? maxStorageGib : undefined,
    storageType: rds.StorageType.GP3,
    multiAz,
    parameterGroup: new rds.ParameterGroup(scope, 'Parameters', {
      engine,
      description: 'Parameters of the tenant database',
      parameters: { ...PARAMETERS },
    }),
    publiclyAccessible: false,
    allowMajorVersionUpgrade: false,
    caCertificate: rds.CaCertificate.RDS_CA_RSA2048_G1,
    backupRetention: props.backupRetention,
    preferredBackupWindow: props.windows.backup,
    cloudwatchLogsExports: ['postgresql', 'upgrade'],
    enablePerformanceInsights: props.performanceInsights,
    ...(props.performanceInsights && {
      performanceInsightRetention: rds.PerformanceInsightRetention.DEFAULT,
      performanceInsightEncryptionKey: encryptionKey,
    }),
  });
  instance.node.addDependency(logGroups);
  acknowledgeDatabase(instance);
  acknowledgeDefaultPort(instance);
  if (!multiAz) acknowledgeSingleZone(instance);

  return {
    instance,
    resource: instance,
    host: instance.instanceEndpoint.hostname,
    arn: instance.instanceArn,
    // Both are there in an instance that is defined here; types allow for imported ones.
    resourceId: instance.instanceResourceId!,
    masterSecret: instance.secret!,
  };
}
