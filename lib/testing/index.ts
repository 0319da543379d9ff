export type { AssemblySource } from './assembly-of';
export { assetHashSerializer } from './asset-hashes';
export type { AuditMatcherOptions, AuditedRegistry } from './audit-matchers';
export { aRegistry, aTenant, anOrganization } from './config-builders';
export { type FleetSnapshot, fleetSnapshot } from './fleet-snapshot';
export type { MatcherResult, TenantMatchers } from './matcher-types';
export { tenantMatchers } from './tenant-matchers';
