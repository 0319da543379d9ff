import { type Charge, type ChargeRule, type Unpriced, charge } from '../charge';
import { type CloudFormationTemplate, isRecord, referencedResource } from '../cloudformation-template';
import { instancePrice, pricesIn, vcpusOf } from '../price-table';
import { highestNumber, mayBeTrue, possibleTexts } from '../template-values';

/** A PostgreSQL instance: its hours and storage, in two zones twice, and what watches it. */
export const instance: ChargeRule = (properties, template) => {
  const { DBInstanceClass, DBClusterIdentifier, Engine, AllocatedStorage, StorageType = 'gp2', Iops } = properties;
  const watching = monitoring(properties);
  if (DBClusterIdentifier !== undefined)
    return [...clusterMember(DBInstanceClass, DBClusterIdentifier, template), ...watching];
  if (Engine !== 'postgres') return [{ unpriced: 'database that is not PostgreSQL' }];

  const zones = mayBeTrue(properties['MultiAZ'] ?? false) ? 2 : 1;
  const inZones = zones === 2 ? ', two zones' : '';
  const storage = possibleTexts(StorageType)?.every((type) => type === 'gp2' || type === 'gp3')
    ? charge(`storage${inZones}, GB`, times(highestNumber(AllocatedStorage), zones), 'rds-storage')
    : { unpriced: 'storage that is neither gp2 nor gp3' };
  const instanceClass = dearestClass(DBInstanceClass);
  const price = instanceClass === undefined ? undefined : instancePrice(instanceClass);
  return [
    price ? charge(`${instanceClass}${inZones}`, zones, price) : { unpriced: 'instance class without a price' },
    storage,
    ...(Iops === undefined ? [] : [{ unpriced: 'provisioned IOPS' }]),
    ...masterSecret(properties),
    ...watching,
  ];
};

/** An Aurora cluster: its storage and master secret. Capacity is paid for each of its instances. */
export const cluster: ChargeRule = (properties) => {
  const { Engine, StorageType = 'aurora', DBClusterInstanceClass } = properties;
  if (Engine !== 'aurora-postgresql' || StorageType !== 'aurora' || DBClusterInstanceClass !== undefined) {
    return [{ unpriced: 'cluster that is not Aurora PostgreSQL on standard storage' }];
  }
  return [
    charge('storage of an empty cluster, GB', EMPTY_CLUSTER_GB, 'aurora-storage'),
    ...masterSecret(properties),
    ...monitoring(properties),
  ];
};

/** What an empty cluster stores, rounded up; Aurora grows by what is written. */
const EMPTY_CLUSTER_GB = 1;

/** Least capacity of a cluster; undefined if it is provisioned or only the deployment knows. */
export function leastCapacityAcu(properties: Readonly<Record<string, unknown>> = {}): number | undefined {
  const scaling = properties['ServerlessV2ScalingConfiguration'];
  return isRecord(scaling) ? highestNumber(scaling['MinCapacity']) : undefined;
}

function clusterMember(
  instanceClass: unknown,
  clusterIdentifier: unknown,
  template: CloudFormationTemplate,
): (Charge | Unpriced)[] {
  if (instanceClass !== 'db.serverless') return [{ unpriced: 'provisioned instance of a cluster' }];
  const capacity = leastCapacityAcu(referencedResource(template, clusterIdentifier)?.Properties);
  return capacity === 0 ? [] : [charge('Aurora Serverless v2 at least capacity, ACU', capacity, 'aurora-acu')];
}

/** RDS keeps a master password it manages in a secret of the account. */
function masterSecret({ ManageMasterUserPassword = false }: Readonly<Record<string, unknown>>): (Charge | Unpriced)[] {
  return mayBeTrue(ManageMasterUserPassword) ? [charge('master secret managed by RDS', 1, 'secret')] : [];
}

function monitoring(properties: Readonly<Record<string, unknown>>): (Charge | Unpriced)[] {
  const {
    MonitoringInterval = 0,
    DatabaseInsightsMode,
    DBInstanceClass,
    PerformanceInsightsRetentionPeriod = FREE_INSIGHTS_DAYS,
  } = properties;
  const seconds = highestNumber(MonitoringInterval);
  const instanceClass = dearestClass(DBInstanceClass);
  const isAdvanced = DatabaseInsightsMode === 'advanced';
  const keptLonger =
    !isAdvanced && (highestNumber(PerformanceInsightsRetentionPeriod) ?? Infinity) > FREE_INSIGHTS_DAYS;
  return [
    ...(seconds === 0
      ? []
      : [charge('enhanced monitoring, GB of logs', MONITORING_GB[seconds ?? -1], 'log-ingestion')]),
    ...(isAdvanced
      ? [
          charge(
            'Database Insights in advanced mode, vCPU',
            instanceClass === undefined ? undefined : vcpusOf(instanceClass),
            'database-insights-vcpu',
          ),
        ]
      : []),
    ...(keptLonger ? [{ unpriced: 'Performance Insights kept for longer than 7 days' }] : []),
  ];
}

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Overview.cost.html */
const FREE_INSIGHTS_DAYS = 7;

/**
 * GB of logs a month that enhanced monitoring of one instance writes, by its interval in seconds.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.overview.html
 */
const MONITORING_GB: Readonly<Record<number, number>> = { 60: 0.27, 30: 0.53, 15: 1.07, 10: 1.61, 5: 3.21, 1: 16.07 };

/** The dearest of the classes an instance may have, if all have a price. */
function dearestClass(value: unknown): string | undefined {
  const classes = possibleTexts(value);
  if (classes?.some((instanceClass) => instancePrice(instanceClass) === undefined)) return undefined;
  return classes?.toSorted((one, other) => hourlyRank(other) - hourlyRank(one))[0];
}

/** Classes stand in the same order in every region. */
function hourlyRank(instanceClass: string): number {
  const price = instancePrice(instanceClass);
  return price === undefined ? 0 : pricesIn('us-east-1').monthlyUsd(price);
}

function times(quantity: number | undefined, factor: number): number | undefined {
  return quantity === undefined ? undefined : quantity * factor;
}
