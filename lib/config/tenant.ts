import type { AuditException } from './audit';

/** Who to reach about an account; becomes an alternate contact of it. */
export interface Contact {
  readonly name: string;
  readonly email: string;
  readonly phone?: string;
  readonly title?: string;
}

/** Where a tenant is in its life: `planned → vending → active ⇄ suspended → offboarding → closed`. */
export type TenantState = 'planned' | 'vending' | 'active' | 'suspended' | 'offboarding' | 'closed';

/** The tenant's VPC. */
export interface TenantNetworkSettings {
  /** Address block of the VPC, e.g. `10.12.4.0/22`; overlaps no other tenant's. */
  readonly cidr: string;
  /** Zones the subnets are spread over. */
  readonly availabilityZones: 2 | 3;
  /** AWS services reached through an interface endpoint, by AWS's short name; each is paid by the hour and zone. */
  readonly interfaceEndpoints: readonly string[];
  /** Days the VPC flow logs are kept. */
  readonly flowLogRetentionDays: number;
}

/** The tenant's PostgreSQL. */
export interface TenantDatabaseSettings {
  /** One RDS instance, or an Aurora Serverless v2 cluster that can pause. */
  readonly engine: 'instance' | 'aurora-serverless';
  /** PostgreSQL's `major.minor`, e.g. `17.9`. */
  readonly engineVersion: string;
  /** Class of the instance, e.g. `db.t4g.micro`. Used by `instance` only. */
  readonly instanceClass: string;
  /** Storage at the start, GiB. Used by `instance` only; Aurora grows by itself. */
  readonly storageGib: number;
  /** Storage the instance may grow to by itself, GiB. Used by `instance` only. */
  readonly maxStorageGib: number;
  /** A standby (instance) or a reader (Aurora) in a second zone. */
  readonly multiAz: boolean;
  /** Days a point in time can be restored. */
  readonly backupRetentionDays: number;
  /** Pool connections through RDS Proxy. It keeps a paused Aurora awake. */
  readonly proxy: boolean;
  readonly performanceInsights: boolean;
  /** Least Aurora capacity units (2 GiB of memory each); 0 lets the cluster pause. Used by `aurora-serverless` only. */
  readonly minCapacityAcu: number;
  /** Most Aurora capacity units. Used by `aurora-serverless` only. */
  readonly maxCapacityAcu: number;
  /** Minutes without a connection after which the cluster pauses; set exactly if `minCapacityAcu` is 0. */
  readonly autoPauseMinutes: number | undefined;
  /** Days the PostgreSQL logs are kept. */
  readonly logRetentionDays: number;
}

/** Who signs callers of the API in. */
export type TenantAuthorizer =
  | { readonly type: 'cognito' }
  | { readonly type: 'oidc'; readonly issuer: string; readonly audience: readonly string[] };

/** The tenant's REST API. */
export interface TenantApiSettings {
  /** Steady requests a second, and the burst on top that is served before callers get status 429. */
  readonly throttle: { readonly rateLimit: number; readonly burstLimit: number };
  /** Requests per period under the tenant's API key. */
  readonly quota: { readonly limit: number; readonly period: 'DAY' | 'WEEK' | 'MONTH' };
  readonly cors: { readonly allowOrigins: readonly string[] } | undefined;
  readonly customDomain: { readonly name: string; readonly certificateArn: string } | undefined;
  readonly authorizer: TenantAuthorizer;
  /** A web application firewall in front of the API. */
  readonly webAcl: boolean;
  /** Days the access and function logs are kept. */
  readonly logRetentionDays: number;
}

/** AWS Backup, on top of the database's own point-in-time restore. */
export interface TenantBackupSettings {
  readonly enabled: boolean;
  /** Days a recovery point is kept. */
  readonly retentionDays: number;
  /** A second region of the jurisdiction that gets a copy of every recovery point. */
  readonly copyRegion: string | undefined;
}

/** What is watched, and how a new version is brought in. */
export interface TenantFeatures {
  readonly dashboard: boolean;
  /** `essential`: what wakes somebody up. `full`: also what explains why. */
  readonly alarms: 'essential' | 'full';
  /** Shift traffic to a new version step by step and roll back on an alarm. */
  readonly canaryDeployments: boolean;
  /** Trace requests with X-Ray. */
  readonly tracing: boolean;
}

/** A tenant with every default filled in. */
export interface Tenant {
  /** Names the tenant in stacks, tags and commands. Never reused. */
  readonly id: string;
  readonly displayName: string;
  /** Home region: where the tenant's data lives. */
  readonly region: string;
  readonly jurisdiction: string;
  /** All regions of the jurisdiction, the only ones the tenant's account may use. */
  readonly jurisdictionRegions: readonly string[];
  readonly tier: string;
  /** When the tenant gets a release. */
  readonly ring: string;
  readonly state: TenantState;
  /** From `accounts.lock.json`; undefined until the account has been vended. */
  readonly accountId: string | undefined;
  /** Address of the account's root user; unique in all of AWS, whatever its case. */
  readonly email: string;
  /** What an operator must present to assume a role in the account. */
  readonly externalId: string;
  readonly costCenter: string;
  readonly contacts: { readonly billing: Contact; readonly operations: Contact; readonly security: Contact };
  readonly network: TenantNetworkSettings;
  readonly database: TenantDatabaseSettings;
  readonly api: TenantApiSettings;
  readonly backup: TenantBackupSettings;
  readonly features: TenantFeatures;
  /** Rule packs the tenant reports on; all packs check its stacks anyway. */
  readonly compliancePacks: readonly CompliancePack[];
  /** Release the tenant stays on; undefined follows its ring. */
  readonly version: string | undefined;
  /** Variables of the service. Never secrets. */
  readonly environment: Readonly<Record<string, string>>;
  /** The organization's tags and the tenant's own, which win. */
  readonly tags: Readonly<Record<string, string>>;
  /** Budget of the account, US dollars a month. */
  readonly monthlyBudgetUsd: number;
  /** Findings of the audit that are accepted in the tenant's stacks. */
  readonly auditExceptions: readonly AuditException[];
  /** The file the tenant came from, e.g. `tenants/acme.ts`, as the user would name it. */
  readonly file: string;
}

/** A rule pack of cdk-nag, as `lib/compliance` names them. */
export type CompliancePack = 'aws-solutions' | 'hipaa' | 'nist-800-53-r5' | 'pci-dss';
