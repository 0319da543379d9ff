import type { Tenant } from '../config/tenant';

/**
 * The one thing to do next for a tenant; empty if there is nothing.
 *
 * @param tenant the tenant
 * @param directory the tenants folder, as the user named it
 * @param findings how many unacknowledged findings its templates have
 */
export function nextStep(tenant: Tenant, directory: string, findings: number): string {
  if (tenant.state === 'closed') return '';
  if (tenant.state === 'suspended') return `to bring it back, set state to "active" in ${tenant.file}`;
  if (tenant.state === 'planned') return `when it is sold, set state to "active" in ${tenant.file}`;
  if (tenant.accountId === undefined) {
    return `tenantry up ${tenant.id}${directory === 'tenants' ? '' : ` --tenants ${directory}`}`;
  }
  if (findings > 0) return 'mend its findings';
  const elsewhere = directory === 'tenants' ? '' : ` -c tenants=${directory}`;
  return `cdk deploy '${tenant.id}/*' -c tenant=${tenant.id}${elsewhere}`;
}
