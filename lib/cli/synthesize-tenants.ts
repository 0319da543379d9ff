import type { Registry } from '../config/registry';
import { OperationError } from '../errors';
import { loadBlueprint } from '../load-blueprint';

/**
 * Writes the cloud assembly of the tenants of a registry, checked by the rule packs.
 *
 * @throws OperationError if a rule is broken
 */
export async function synthesizeTenants(registry: Registry, outdir: string): Promise<void> {
  const { buildApp } = await import('../app');
  const blueprint = await loadBlueprint(registry);
  try {
    buildApp(registry, { outdir, failOnFindings: true, ...(blueprint && { blueprint }) }).synth();
  } catch (cause) {
    if (!(cause instanceof Error) || cause.name !== 'ValidationFailed') throw cause;
    const ids = registry.tenants.map(({ id }) => id).join(' ');
    throw new OperationError(`the templates break rules; see "tenantry synth ${ids} --tenants ${registry.directory}"`, {
      cause,
    });
  }
}
