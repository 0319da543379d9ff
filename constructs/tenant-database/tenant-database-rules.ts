import { Token } from 'aws-cdk-lib';
import type { PropsRule } from '../support/assert-props';
import type { TenantDatabaseProps } from './tenant-database-props';

/** Sizes of gp3 storage, in GiB. @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html */
const MIN_STORAGE_GIB = 20;
const MAX_STORAGE_GIB = 65_536;

/** Storage may grow by a tenth at least. @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.ModifyingExisting.html */
const LEAST_GROWTH = 1.1;

/** Capacity of a cluster. @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ServerlessV2ScalingConfiguration.html */
const MAX_CAPACITY_ACU = 256;
const MIN_AUTO_PAUSE_SECONDS = 300;
const MAX_AUTO_PAUSE_SECONDS = 86_400;

/** Automated backups. @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html */
const MAX_BACKUP_DAYS = 35;

/** The first major version that lets nobody create objects in the schema `public`. */
const MIN_MAJOR_VERSION = 15;

/** First minor version of each major version that can pause; all of later majors can. */
const PAUSING_SINCE: Readonly<Record<number, number>> = { 15: 7, 16: 3 };

type Rule = PropsRule<TenantDatabaseProps>;

const exactlyOneEngine: Rule = ({ instance, serverless }) => {
  if ((instance === undefined) !== (serverless === undefined)) return undefined;
  return `exactly one of instance and serverless must be given, got ${instance === undefined ? 'neither' : 'both'}`;
};

const engineVersionIsMajorAndMinor: Rule = ({ engineVersion }) => {
  if (/^\d{2}\.\d{1,2}$/.test(engineVersion) && majorOf(engineVersion) >= MIN_MAJOR_VERSION) return undefined;
  return `engineVersion must be major.minor of PostgreSQL ${MIN_MAJOR_VERSION} or later, such as "17.9", got "${engineVersion}"`;
};

const identifierIsValid: Rule = ({ identifier = 'tenant' }) =>
  /^[a-z](-?[a-z0-9]){0,49}$/.test(identifier)
    ? undefined
    : `identifier must be up to 50 lower-case letters, digits and single hyphens, starting with a letter, got "${identifier}"`;

const databaseNameIsValid: Rule = ({ databaseName = 'app' }) =>
  /^[a-z][a-z0-9_]{0,62}$/.test(databaseName) && !/^(postgres|rdsadmin|template[01])$/.test(databaseName)
    ? undefined
    : `databaseName must be up to 63 lower-case letters, digits and underscores, starting with a letter, and not one of PostgreSQL's own, got "${databaseName}"`;

const instanceClassIsValid: Rule = ({ instance }) => {
  const instanceClass = instance?.instanceClass ?? 'db.t4g.micro';
  if (Token.isUnresolved(instanceClass) || /^db\.[a-z0-9]+\.[a-z0-9]+$/.test(instanceClass)) return undefined;
  return `instance.instanceClass must be a class such as "db.t4g.micro", got "${instanceClass}"`;
};

const storageIsInRange: Rule = ({ instance }) => {
  if (instance === undefined) return undefined;
  const { storageGib, maxStorageGib } = instance;
  if (!Number.isInteger(storageGib) || storageGib < MIN_STORAGE_GIB || storageGib > MAX_STORAGE_GIB) {
    return `instance.storageGib must be a whole number from ${MIN_STORAGE_GIB} to ${MAX_STORAGE_GIB}, got ${storageGib}`;
  }
  if (maxStorageGib === storageGib) return undefined;
  if (
    Number.isInteger(maxStorageGib) &&
    maxStorageGib >= storageGib * LEAST_GROWTH &&
    maxStorageGib <= MAX_STORAGE_GIB
  ) {
    return undefined;
  }
  const least = Math.ceil(storageGib * LEAST_GROWTH);
  return `instance.maxStorageGib must be ${storageGib}, or a whole number from ${least} to ${MAX_STORAGE_GIB}, got ${maxStorageGib}`;
};

const capacityIsInRange: Rule = ({ serverless }) => {
  if (serverless === undefined) return undefined;
  const { minCapacityAcu: min, maxCapacityAcu: max } = serverless;
  if (isStep(min) && isStep(max) && min >= 0 && max >= 1 && min <= max && max <= MAX_CAPACITY_ACU) return undefined;
  return `serverless.minCapacityAcu and maxCapacityAcu must be 0 to ${MAX_CAPACITY_ACU} in steps of 0.5, the latter at least 1 and not less than the former, got ${min} and ${max}`;
};

const versionCanPause: Rule = ({ serverless, engineVersion }) => {
  if (serverless?.minCapacityAcu !== 0) return undefined;
  const [major = 0, minor = 0] = engineVersion.split('.').map(Number);
  const since = PAUSING_SINCE[major];
  if (since === undefined || minor >= since) return undefined;
  return `serverless.minCapacityAcu 0 needs engineVersion "${major}.${since}" or later, got "${engineVersion}"`;
};

const autoPauseIsInRange: Rule = ({ serverless }) => {
  if (serverless?.autoPause === undefined) return undefined;
  if (serverless.minCapacityAcu !== 0)
    return `serverless.autoPause needs minCapacityAcu 0, got ${serverless.minCapacityAcu}`;
  const seconds = serverless.autoPause.toSeconds({ integral: false });
  if (Number.isInteger(seconds) && seconds >= MIN_AUTO_PAUSE_SECONDS && seconds <= MAX_AUTO_PAUSE_SECONDS)
    return undefined;
  return `serverless.autoPause must be 5 minutes to 1 day in whole seconds, got ${seconds} seconds`;
};

const backupRetentionIsWholeDays: Rule = ({ backupRetention }) => {
  const days = backupRetention?.toDays({ integral: false }) ?? 1;
  return Number.isInteger(days) && days >= 1 && days <= MAX_BACKUP_DAYS
    ? undefined
    : `backupRetention must be 1 to ${MAX_BACKUP_DAYS} whole days, got ${days} days`;
};

const proxyLetsTheClusterPause: Rule = ({ proxy, serverless }) =>
  proxy === true && serverless?.minCapacityAcu === 0
    ? 'proxy must be off with serverless.minCapacityAcu 0: its connections would keep the cluster awake; raise minCapacityAcu to 0.5 or leave out the proxy'
    : undefined;

const jitterSeedIsGiven: Rule = ({ jitterSeed }) =>
  jitterSeed.trim() === '' ? 'jitterSeed must not be empty' : undefined;

/** In the order in which a reader should fix them. */
export const tenantDatabaseRules: readonly Rule[] = [
  exactlyOneEngine,
  engineVersionIsMajorAndMinor,
  identifierIsValid,
  databaseNameIsValid,
  instanceClassIsValid,
  storageIsInRange,
  capacityIsInRange,
  versionCanPause,
  autoPauseIsInRange,
  proxyLetsTheClusterPause,
  backupRetentionIsWholeDays,
  jitterSeedIsGiven,
];

/** Whether a capacity can be had. */
function isStep(acu: number): boolean {
  return Number.isInteger(acu * 2);
}

/** Major version, which names the family of parameters. */
export function majorOf(engineVersion: string): number {
  return Number(engineVersion.split('.')[0]);
}
