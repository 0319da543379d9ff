import type { Tenant } from '../config/tenant';
import { nextStep } from '../fleet/next-step';
import type { Reporter } from './console-reporter';

/** Whether a tenant is to have an account and stacks now; others are stepped over, and it is said. */
export function isInUse({ id, state }: Tenant, reporter: Reporter): boolean {
  const inUse = state === 'active' || state === 'vending';
  if (!inUse) reporter.info(`${id}: stepped over, because it is ${state}`);
  return inUse;
}

/** Says which accounts would be made; undefined if every tenant has one. */
export function accountsToBe(tenants: readonly Tenant[]): string | undefined {
  const without = tenants.filter(({ accountId }) => accountId === undefined);
  if (without.length === 0) return undefined;
  const list = without.map(({ id, email }) => `${id} (${email})`).join(', ');
  const accounts = without.length === 1 ? 'an AWS account is' : `${without.length} AWS accounts are`;
  return `${accounts} created, unless AWS has one already, for ${list}; an account cannot be deleted, only closed, and its e-mail address is used up`;
}

/** Why a tenant cannot be deployed to, and what to do about it. */
export function withAccount(tenant: Tenant, directory: string): string {
  const why = tenant.accountId === undefined ? 'it has no account yet' : `it is ${tenant.state}`;
  return `${why}: ${nextStep(tenant, directory, 0)}`;
}
