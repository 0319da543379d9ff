import type { TenantRow } from '../../status-page/fleet-status';

/** Whether anything of the tenants was read in AWS; true where none has an account, as there is nothing to read. */
export function sawAws(rows: readonly TenantRow[]): boolean {
  const vended = rows.filter(({ status }) => status.accountId !== undefined);
  return (
    vended.length === 0 || vended.some(({ status }) => status.account !== undefined || status.environments.length > 0)
  );
}
