import type { Registry } from '../config/registry';
import { OperationError } from '../errors';
import { loadBlueprint } from '../load-blueprint';
import { interruptible } from './interruptible';

/**
 * Writes the cloud assembly of the tenants of a registry, checked by the rule packs.
 *
 * @throws OperationError if a rule is broken
 */
export async function synthesizeTenants(registry: Registry, outdir: string): Promise<void> {
  const [{ buildApp }, { synthesizeApp }] = await Promise.all([
    import('../app'),
    import('../fleet/synthesis/synthesize-app'),
  ]);
  const blueprint = await loadBlueprint(registry);
  try {
    await interruptible(() =>
      synthesizeApp(buildApp(registry, { outdir, failOnFindings: true, ...(blueprint && { blueprint }) }), registry),
    );
  } catch (cause) {
    if (!(cause instanceof Error) || cause.name !== 'ValidationFailed') throw cause;
    const ids = registry.tenants.map(({ id }) => id).join(' ');
    throw new OperationError(`the templates break rules; see "tenantry synth ${ids} --tenants ${registry.directory}"`, {
      cause,
    });
  }
}
