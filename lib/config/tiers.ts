import type { Tenant } from './tenant';

/**
 * PostgreSQL of a tenant that names no version: a minor version of major 17 that RDS and Aurora both offer.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-versions.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraPostgreSQLReleaseNotes/AuroraPostgreSQL.Updates.html
 */
export const DEFAULT_ENGINE_VERSION = '17.9';

/** Sizes, quotas and availability a tenant gets unless its file says otherwise. Units are those of `Tenant`. */
export interface TierPreset extends Pick<
  Tenant,
  'ring' | 'database' | 'features' | 'compliancePacks' | 'monthlyBudgetUsd'
> {
  readonly network: Omit<Tenant['network'], 'cidr'>;
  readonly api: Pick<Tenant['api'], 'throttle' | 'quota' | 'webAcl' | 'logRetentionDays'>;
  readonly backup: Pick<Tenant['backup'], 'enabled' | 'retentionDays'>;
}

/** Names of the tiers every organization has, smallest first. */
export const BUILT_IN_TIERS = ['free', 'starter', 'professional', 'enterprise'] as const;

/** A tier every organization has. */
export type BuiltInTier = (typeof BUILT_IN_TIERS)[number];

/**
 * The built-in tiers.
 *
 * A preset fills in both database engines, so that a tenant can change `engine` alone.
 */
export const TIER_PRESETS: Readonly<Record<BuiltInTier, TierPreset>> = {
  /** Costs next to nothing while idle: the database pauses, nothing else is paid by the hour. */
  free: {
    ring: 'general',
    network: { availabilityZones: 2, interfaceEndpoints: [], flowLogRetentionDays: 14 },
    database: {
      engine: 'aurora-serverless',
      engineVersion: DEFAULT_ENGINE_VERSION,
      instanceClass: 'db.t4g.micro',
      storageGib: 20,
      maxStorageGib: 50,
      multiAz: false,
      backupRetentionDays: 7,
      proxy: false,
      performanceInsights: false,
      minCapacityAcu: 0,
      maxCapacityAcu: 2,
      autoPauseMinutes: 5,
      logRetentionDays: 30,
    },
    api: {
      throttle: { rateLimit: 5, burstLimit: 10 },
      quota: { limit: 10_000, period: 'MONTH' },
      webAcl: false,
      logRetentionDays: 30,
    },
    backup: { enabled: false, retentionDays: 7 },
    features: { dashboard: false, alarms: 'essential', canaryDeployments: false, tracing: true },
    compliancePacks: ['aws-solutions'],
    monthlyBudgetUsd: 20,
  },
  /** Always on, in one zone. */
  starter: {
    ring: 'general',
    network: { availabilityZones: 2, interfaceEndpoints: [], flowLogRetentionDays: 14 },
    database: {
      engine: 'instance',
      engineVersion: DEFAULT_ENGINE_VERSION,
      instanceClass: 'db.t4g.micro',
      storageGib: 20,
      maxStorageGib: 50,
      multiAz: false,
      backupRetentionDays: 7,
      proxy: false,
      performanceInsights: true,
      minCapacityAcu: 0.5,
      maxCapacityAcu: 4,
      autoPauseMinutes: undefined,
      logRetentionDays: 30,
    },
    api: {
      throttle: { rateLimit: 25, burstLimit: 50 },
      quota: { limit: 500_000, period: 'MONTH' },
      webAcl: false,
      logRetentionDays: 30,
    },
    backup: { enabled: false, retentionDays: 7 },
    features: { dashboard: false, alarms: 'essential', canaryDeployments: true, tracing: true },
    compliancePacks: ['aws-solutions'],
    monthlyBudgetUsd: 60,
  },
  /** Survives the loss of a zone. */
  professional: {
    ring: 'general',
    network: { availabilityZones: 2, interfaceEndpoints: [], flowLogRetentionDays: 90 },
    database: {
      engine: 'instance',
      engineVersion: DEFAULT_ENGINE_VERSION,
      instanceClass: 'db.t4g.medium',
      storageGib: 50,
      maxStorageGib: 200,
      multiAz: true,
      backupRetentionDays: 14,
      proxy: true,
      performanceInsights: true,
      minCapacityAcu: 1,
      maxCapacityAcu: 16,
      autoPauseMinutes: undefined,
      logRetentionDays: 90,
    },
    api: {
      throttle: { rateLimit: 200, burstLimit: 400 },
      quota: { limit: 10_000_000, period: 'MONTH' },
      webAcl: true,
      logRetentionDays: 90,
    },
    backup: { enabled: true, retentionDays: 35 },
    features: { dashboard: true, alarms: 'full', canaryDeployments: true, tracing: true },
    compliancePacks: ['aws-solutions'],
    monthlyBudgetUsd: 500,
  },
  /** Three zones, a year of logs and backups, and Secrets Manager within reach of the service. */
  enterprise: {
    ring: 'general',
    network: { availabilityZones: 3, interfaceEndpoints: ['secretsmanager'], flowLogRetentionDays: 365 },
    database: {
      engine: 'instance',
      engineVersion: DEFAULT_ENGINE_VERSION,
      instanceClass: 'db.r7g.large',
      storageGib: 100,
      maxStorageGib: 1000,
      multiAz: true,
      backupRetentionDays: 35,
      proxy: true,
      performanceInsights: true,
      minCapacityAcu: 2,
      maxCapacityAcu: 64,
      autoPauseMinutes: undefined,
      logRetentionDays: 365,
    },
    api: {
      throttle: { rateLimit: 1000, burstLimit: 2000 },
      quota: { limit: 100_000_000, period: 'MONTH' },
      webAcl: true,
      logRetentionDays: 365,
    },
    backup: { enabled: true, retentionDays: 365 },
    features: { dashboard: true, alarms: 'full', canaryDeployments: true, tracing: true },
    compliancePacks: ['aws-solutions'],
    monthlyBudgetUsd: 3000,
  },
};
