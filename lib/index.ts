export { AccountBaseline, type AccountBaselineProps } from '../constructs/account-baseline/account-baseline';
export { AccountTrail, type AccountTrailProps } from '../constructs/account-trail/account-trail';
export { AuditBucket, type AuditBucketProps } from '../constructs/audit-bucket/audit-bucket';
export { BackupCopyVault, type BackupCopyVaultProps } from '../constructs/backup-plan/backup-copy-vault';
export { BackupPlan, type BackupPlanProps } from '../constructs/backup-plan/backup-plan';
export {
  BootstrapStackSet,
  type BootstrapStackSetProps,
  type BootstrapTarget,
} from '../constructs/bootstrap-stack-set/bootstrap-stack-set';
export { BreakGlassAlarm, type BreakGlassAlarmProps } from '../constructs/break-glass-alarm/break-glass-alarm';
export { ObservabilityLink, type ObservabilityLinkProps } from '../constructs/observability-link/observability-link';
export { ObservabilitySink, type ObservabilitySinkProps } from '../constructs/observability-sink/observability-sink';
export { AssetBucket, type AssetBucketProps } from '../constructs/fleet-rollout/asset-bucket';
export { FleetRegion, type FleetRegionProps } from '../constructs/fleet-rollout/fleet-region';
export { FleetRollout, type FleetRolloutProps } from '../constructs/fleet-rollout/fleet-rollout';
export {
  OperatorAccess,
  type OperatorAccessProps,
  type OperatorRoles,
} from '../constructs/operator-access/operator-access';
export {
  OperatorPrincipals,
  type OperatorPrincipalsProps,
} from '../constructs/operator-principals/operator-principals';
export {
  ServiceMonitoring,
  type ServiceMonitoringProps,
  type WatchedDatabase,
} from '../constructs/service-monitoring/service-monitoring';
export { TenantAccount, type TenantAccountProps } from '../constructs/tenant-account/tenant-account';
export {
  TenantAccountProvider,
  type TenantAccountProviderProps,
} from '../constructs/tenant-account/tenant-account-provider';
export { TenantApi, type TenantApiProps } from '../constructs/tenant-api/tenant-api';
export { TenantDatabase } from '../constructs/tenant-database/tenant-database';
export type {
  InstanceProps,
  ServerlessProps,
  TenantDatabaseProps,
} from '../constructs/tenant-database/tenant-database-props';
export type { KeyService } from '../constructs/tenant-key/key-service';
export { TenantKey, type TenantKeyProps } from '../constructs/tenant-key/tenant-key';
export { TenantNetwork, type TenantNetworkProps } from '../constructs/tenant-network/tenant-network';
export { addOrganization } from './add-stages';
export { addTenants, buildApp, type BuildAppOptions } from './app';
export { type CreateAppOptions, createApp } from './create-app';
export { type AuditOptions, type AuditReport, type AuditSummary, auditAssembly } from './audit/audit-assembly';
export { AuditPlugin, addAudit } from './audit-plugin/audit-plugin';
export type { ExceptedFinding } from './audit/exceptions';
export type { Finding, NotAnalysed, Severity } from './audit/finding';
export type { Blueprint } from './blueprint';
export { type RulePack, RULE_PACKS, addRulePacks } from './compliance/rule-packs';
export {
  type DefinedOrganization,
  type OrganizationDefinition,
  type TenantOf,
  defineOrganization,
} from './config/define-organization';
export { type TenantDefinition, defineTenant } from './config/define-tenant';
export { type DeployableTenant, isDeployable } from './config/is-deployable';
export { type LoadRegistryOptions, loadRegistry } from './config/load-registry';
export type { Organization } from './config/organization';
export type { Registry } from './config/registry';
export { type Region, isOptInRegion } from './config/regions';
export type { Contact, Tenant, TenantAuthorizer, TenantState } from './config/tenant';
export { type BuiltInTier, TIER_PRESETS, type TierPreset } from './config/tiers';
export { type CloudFormationTemplate, type IdleCostEstimate, estimateIdleCost } from './cost/estimate-idle-cost';
export { ConfigError, type Issue, UsageError } from './errors';
export { type FleetReleaseRequest, writeFleetRelease } from './fleet/release/write-fleet-release';
export { loadBlueprint } from './load-blueprint';
export type { ReleaseInput } from './rollout/release-input';
export { FleetRegionStack, type FleetRegionStackProps } from './stacks/fleet-region-stack';
export { FleetStack, type FleetStackProps } from './stacks/fleet-stack';
export { OrganizationStage, type OrganizationStageProps } from './stages/organization-stage';
export { TenantStage, type TenantServices, type TenantStageProps } from './stages/tenant-stage';
