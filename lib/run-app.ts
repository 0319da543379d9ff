import type { App } from 'aws-cdk-lib';
import { addOrganization } from './add-stages';
import { addTenants } from './app';
import { addAudit } from './audit-plugin/audit-plugin';
import { isDeployable } from './config/is-deployable';
import { createApp } from './create-app';
import { loadBlueprint } from './load-blueprint';
import { loadRegistry } from './config/load-registry';
import { ConfigError, UsageError, formatIssue } from './errors';
import { nextStep } from './fleet/next-step';
import { synthesizeApp } from './fleet/synthesis/synthesize-app';

/**
 * The app that `cdk` runs: reads `-c tenants=DIR` (default `tenants`) and `-c tenant=ID[,ID…]` (default: the fleet and the organization) and
 * synthesizes.
 *
 * With `-c tenant=` no other tenant's file is read, whatever the size of the fleet.
 *
 * @param say prints one line for people; stdout belongs to `cdk`
 * @returns 0, 1 if rules are broken, 2 if the configuration is wrong and nothing was synthesized
 */
export async function runApp(say: (line: string) => void): Promise<0 | 1 | 2> {
  try {
    const app = createApp();
    const directory = contextText(app, 'tenants') ?? 'tenants';
    const only = contextText(app, 'tenant')?.split(',');
    const registry = await loadRegistry({ directory, ...(only && { only }) });

    for (const warning of registry.warnings) say(`warning ${formatIssue(warning)}`);
    for (const tenant of registry.tenants.filter((candidate) => !isDeployable(candidate))) {
      say(
        `${tenant.id}: left out (${tenant.accountId === undefined ? 'no account yet' : tenant.state}); ${nextStep(tenant, directory, 0)}`,
      );
    }
    addTenants(app, registry, await loadBlueprint(registry));
    if (only === undefined) addOrganization(app, registry);
    addAudit(app, registry);
    synthesizeApp(app, registry);
    return 0;
  } catch (error) {
    if (error instanceof ConfigError || error instanceof UsageError) {
      say(error.message);
      return 2;
    }
    if (error instanceof Error && error.name === 'ValidationFailed') {
      say(error.message);
      return 1;
    }
    throw error;
  }
}

function contextText(app: App, key: string): string | undefined {
  const value: unknown = app.node.tryGetContext(key);
  if (value === undefined || (typeof value === 'string' && value !== '')) return value;
  throw new UsageError(
    `-c ${key}=${JSON.stringify(value)}: expected a text, e.g. -c ${key}=${key === 'tenant' ? 'acme' : 'tenants'}`,
  );
}
