import type { Tenant } from '../config/tenant';
import type { Reporter } from './console-reporter';

/** How the result of a dry run is told. */
export interface PlanContext {
  readonly reporter: Reporter;
  /** Whether scripts wait for one object. */
  readonly json: boolean;
}

/** Tells what a run would do for each tenant, which is the result of a dry run. */
export function tellPlan(
  tenants: readonly Tenant[],
  planOf: (tenant: Tenant) => string,
  { reporter, json }: PlanContext,
): void {
  const plans = tenants.map((tenant) => ({ tenant: tenant.id, plan: planOf(tenant) }));
  if (json) reporter.result(JSON.stringify({ dryRun: true, tenants: plans }, undefined, 2));
  else if (plans.length === 0) reporter.result('no tenant is left');
  else for (const { tenant, plan } of plans) reporter.result(`${tenant}: ${plan}`);
}
