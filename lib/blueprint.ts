import type { Stack } from 'aws-cdk-lib';
import type { Tenant } from './config/tenant';
import type { TenantServices } from './stages/tenant-stage';

/**
 * Adds a company's own resources to a tenant.
 *
 * Called once a tenant, after the tenant's own stacks are defined. It must be offline and deterministic, like everything at
 * synthesis, and must name nothing of another tenant.
 *
 * @param scope the stack `Blueprint` of the tenant's stage; it is left out when the blueprint puts nothing into it
 * @param tenant the tenant, every default filled in; e.g. `tenant.tier` to serve one tier only
 * @param services the tenant's own stacks and constructs, to build on or to grant access to
 */
export type Blueprint = (scope: Stack, tenant: Tenant, services: TenantServices) => void;
