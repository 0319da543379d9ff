import { addOrganization, addTenantStages } from './add-stages';
import type { Blueprint } from './blueprint';
import { createApp } from './create-app';
import { type DefinePart, ORGANIZATION_PART } from './fleet/synthesis/fleet-part';
import { loadBlueprint } from './load-blueprint';

/** Defines apps of parts with the stages of `buildApp`. The blueprint is loaded once: all parts are of one fleet. */
export function partDefiner(): DefinePart {
  let blueprint: Promise<Blueprint | undefined> | undefined;
  return async ({ id, registry }, { outdir, checked }) => {
    const app = createApp({ outdir, failOnFindings: false, ...(!checked && { templateValidation: false }) });
    // Most parts are not checked, and cdk-nag takes a while to load.
    const add = checked ? (await import('./app')).addTenants : addTenantStages;
    if (id === ORGANIZATION_PART) {
      add(app, { ...registry, tenants: [] });
      addOrganization(app, registry);
    } else add(app, registry, await (blueprint ??= loadBlueprint(registry)));
    return app;
  };
}
