import type { Tenant } from '../../config/tenant';
import { nextStep } from '../../fleet/next-step';
import { driftOf } from '../../operations/drift-of';
import type { TenantStatus } from '../../operations/tenant-status';

/** The one thing to do next for a tenant, given what AWS has; empty if there is nothing. What AWS lacks comes before what the files say. */
export function nextStepInAws(tenant: Tenant, status: TenantStatus, directory: string): string {
  const { environments, problems, alarms = [] } = status;
  const isUp =
    environments.length > 0 &&
    environments.every(({ bootstrap, stacks }) => bootstrap !== undefined && stacks.length > 0);
  if (isUp) {
    if (problems.length > 0) return 'look at what differs';
    if ((driftOf(status) ?? []).length > 0) return 'look at its drift';
    return alarms.length > 0 ? 'look at its alarms' : '';
  }
  if (environments.length > 0) {
    return `tenantry up ${tenant.id}${directory === 'tenants' ? '' : ` --tenants ${directory}`}`;
  }
  return nextStep(tenant, directory, 0);
}
