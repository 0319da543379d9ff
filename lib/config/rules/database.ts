import offerings from '../data/rds-offerings.json';
import { type Rule, forEachTenant } from './rule';

const TABLE = `the table of ${offerings.date}`;

/** Unknown to the table is a warning: AWS adds versions faster than tables are written. */
export const engineVersionIsOffered: Rule = forEachTenant(({ database: { engine, engineVersion } }) => {
  const { offered, withdrawn } = offerings.engineVersions[engine];
  if (offered.includes(engineVersion)) return [];
  const path = 'database.engineVersion';
  const product = engine === 'instance' ? 'RDS for PostgreSQL' : 'Aurora PostgreSQL';
  const newest = newestOf(offered, engineVersion);
  if (withdrawn.includes(engineVersion))
    return [
      { path, message: `${product} no longer offers "${engineVersion}"; set "${newest}" or another newer version` },
    ];
  return [
    {
      path,
      severity: 'warning',
      message: `"${engineVersion}" is not in ${TABLE} for ${product}; check that AWS offers it, or set "${newest}"`,
    },
  ];
});

/** The newest offered version of the same major version, else of all. */
function newestOf(offered: readonly string[], version: string): string | undefined {
  const major = version.split('.')[0];
  return offered.findLast((candidate) => candidate.startsWith(`${major}.`)) ?? offered.at(-1);
}

export const instanceClassIsOffered: Rule = forEachTenant(({ region, database: { engine, instanceClass } }) => {
  if (engine !== 'instance') return [];
  const path = 'database.instanceClass';
  const family = instanceClass.split('.').slice(0, 2).join('.');
  const { offered, withdrawn, unknownRegions, notIn } = offerings.families;
  if (withdrawn.includes(family))
    return [
      { path, message: `"${instanceClass}" runs no PostgreSQL newer than 12; choose a newer family, e.g. "db.t4g"` },
    ];
  const missing: readonly string[] = Object.entries(notIn).find(([name]) => name === family)?.[1] ?? [];
  if (missing.includes(region)) {
    const others = offered.filter(
      (other) => !(Object.entries(notIn).find(([name]) => name === other)?.[1] ?? ([] as string[])).includes(region),
    );
    return [
      {
        path,
        message: `"${instanceClass}" is not offered in ${region}; choose one of the families ${others.join(', ')}`,
      },
    ];
  }
  if (offered.includes(family) && !unknownRegions.includes(region)) return [];
  return [
    {
      path,
      severity: 'warning',
      message: `"${instanceClass}" in ${region} is not in ${TABLE}; check that AWS offers it`,
    },
  ];
});

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.Aurora_Fea_Regions_DB-eng.Feature.RDS_Proxy.html */
export const proxyIsOffered: Rule = forEachTenant(({ region, database: { proxy } }) => [
  proxy &&
    offerings.proxy.notIn.includes(region) && {
      path: 'database.proxy',
      message: `RDS Proxy is not offered in ${region}; set database.proxy to false`,
    },
]);

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html */
export const auroraKeepsBackups: Rule = forEachTenant(({ database: { engine, backupRetentionDays } }) => [
  engine === 'aurora-serverless' &&
    backupRetentionDays < 1 && {
      path: 'database.backupRetentionDays',
      message: 'received 0; Aurora always keeps backups: expected 1 to 35 days',
    },
]);

/**
 * How much larger than the storage at the start RDS wants the limit of autoscaling to be.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
 */
const STORAGE_HEADROOM_PERCENT = 10;

export const storageCanGrow: Rule = forEachTenant(({ database: { engine, storageGib, maxStorageGib } }) => {
  const least = Math.ceil((storageGib * (100 + STORAGE_HEADROOM_PERCENT)) / 100);
  return [
    engine === 'instance' &&
      maxStorageGib < least && {
        path: 'database.maxStorageGib',
        message: `${maxStorageGib} GiB is too little for storage of ${storageGib} GiB, which cannot shrink; RDS wants ${STORAGE_HEADROOM_PERCENT} % more: set ${least} or more`,
      },
  ];
});

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html */
export const auroraCapacityFits: Rule = forEachTenant(({ database }) => {
  if (database.engine !== 'aurora-serverless') return [];
  const { minCapacityAcu, maxCapacityAcu, autoPauseMinutes, proxy } = database;
  return [
    maxCapacityAcu < minCapacityAcu && {
      path: 'database.maxCapacityAcu',
      message: `${maxCapacityAcu} is less than minCapacityAcu ${minCapacityAcu}; raise it, or lower the minimum`,
    },
    minCapacityAcu > 0 &&
      autoPauseMinutes !== undefined && {
        path: 'database.autoPauseMinutes',
        message: `a cluster of at least ${minCapacityAcu} ACU never pauses; set minCapacityAcu to 0, or leave autoPauseMinutes out`,
      },
    minCapacityAcu === 0 &&
      proxy && {
        path: 'database.proxy',
        message:
          'RDS Proxy holds a connection open, so the cluster never pauses and is paid around the clock; set proxy to false, or minCapacityAcu to 0.5 or more',
        severity: 'warning',
      },
  ];
});

export const onlyAuroraPauses: Rule = forEachTenant(({ database: { engine, autoPauseMinutes } }) => [
  engine === 'instance' &&
    autoPauseMinutes !== undefined && {
      path: 'database.autoPauseMinutes',
      message: 'an instance never pauses; set engine to "aurora-serverless", or leave autoPauseMinutes out',
    },
]);
