import { type AuditMatcherOptions, type AuditedRegistry, auditMatchers } from './audit-matchers';
import { toKeepLogicalIds } from './keep-logical-ids';

/**
 * Matchers for tests of a fleet: `toBeIsolated`, `toStayIn`, `toHaveNoPublicResources` and `toKeepLogicalIds`.
 *
 * They read templates as `tenantry audit` does, and need no AWS.
 *
 * @param registry whose accounts are whose, and what is legitimate, as `loadRegistry` gives it
 * @example
 * beforeAll(async () => {
 *   registry = await loadRegistry({ directory: 'tenants' });
 *   expect.extend(tenantMatchers(registry));
 * });
 *
 * test('tenants are isolated', () => {
 *   expect(buildApp(registry)).toBeIsolated();
 * });
 */
export function tenantMatchers(registry: AuditedRegistry, options: AuditMatcherOptions = {}) {
  return { ...auditMatchers(registry, options), toKeepLogicalIds };
}
