/** How an operation ended for one tenant. */
export type Outcome<Value> =
  | { readonly tenantId: string; readonly ok: true; readonly value: Value }
  | { readonly tenantId: string; readonly ok: false; readonly error: unknown };

/**
 * Runs an operation for each tenant, a few at a time. One that fails stops none of the others.
 *
 * @param concurrency how many at a time; 1 or more
 * @returns one outcome a tenant, in the order of the tenants
 */
export async function forEachTenant<Tenant extends { readonly id: string }, Value>(
  tenants: readonly Tenant[],
  concurrency: number,
  operation: (tenant: Tenant) => Promise<Value>,
): Promise<Outcome<Value>[]> {
  const outcomes: Outcome<Value>[] = [];
  const waiting = tenants.entries();
  const work = async (): Promise<void> => {
    for (const [index, tenant] of waiting) {
      try {
        outcomes[index] = { tenantId: tenant.id, ok: true, value: await operation(tenant) };
      } catch (error) {
        outcomes[index] = { tenantId: tenant.id, ok: false, error };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, tenants.length) }, work));
  return outcomes;
}
