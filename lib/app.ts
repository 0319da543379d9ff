import type { App } from 'aws-cdk-lib';
import { addOrganization, addTenantStages } from './add-stages';
import type { Blueprint } from './blueprint';
import { addRulePacks } from './compliance/rule-packs';
import type { Registry } from './config/registry';
import { type CreateAppOptions, createApp } from './create-app';

/** Options of {@link buildApp}. */
export interface BuildAppOptions extends CreateAppOptions {
  /**
   * Adds a company's own resources to every tenant.
   *
   * @default - none
   */
  readonly blueprint?: Blueprint;

  /**
   * Whether the units and policies of the organization are part of the app, where `rootId` is known.
   *
   * @default false
   */
  readonly organization?: boolean;
}

/**
 * Defines an app with one stage for each tenant that can be deployed, checked with cdk-nag's rule packs.
 *
 * @example
 * const registry = await loadRegistry({ directory: 'tenants' });
 * buildApp(registry).synth();
 */
export function buildApp(registry: Registry, options: BuildAppOptions = {}): App {
  const { blueprint, organization = false } = options;
  const app = createApp(options);
  addTenants(app, registry, blueprint);
  if (organization) addOrganization(app, registry);
  return app;
}

/**
 * Adds one stage for each tenant that can be deployed; those without an account, planned, suspended or closed are left out.
 *
 * @param app an app of {@link createApp}
 */
export function addTenants(app: App, registry: Registry, blueprint?: Blueprint): void {
  addRulePacks(app);
  addTenantStages(app, registry, blueprint);
}
