import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from '@commander-js/extra-typings';
import { loadRegistry } from '../../config/load-registry';
import { type DeployableTenant, isDeployable } from '../../config/is-deployable';
import type { Registry } from '../../config/registry';
import { formatIssue } from '../../errors';
import { messageOf } from '../../message-of';
import type { TenantDeployment } from '../../operations/deploy-tenant';
import type { Outcome } from '../../operations/for-each-tenant';
import { commandLine } from '../command-line';
import { ExitCode } from '../exit-code';
import {
  allowReplacementOption,
  concurrencyOption,
  dryRunOption,
  jsonOption,
  operatorProfileOption,
  operatorRoleOption,
  parseTenantId,
  tenantsOption,
} from '../fleet-options';
import { type OperatorOptions, operatorCredentials } from '../operator-credentials';
import type { CommandContext } from '../run';
import { runTenants } from '../run-tenants';
import { allOption, jurisdictionOption, loadSelected, regionOption, ringOption, tierOption } from '../select-tenants';
import { synthesizeTenants } from '../synthesize-tenants';
import { withAccount } from '../tenants-in-use';

/** `tenantry deploy`: the stacks of tenants whose accounts are ready. */
export function deployCommand(context: CommandContext) {
  const { reporter, exit } = context;
  return new Command('deploy')
    .summary('deploy the stacks of tenants')
    .description(
      "Synthesizes each tenant, compares its stacks with what is deployed, and deploys those that differ, from the operator account through the roles of CDK's bootstrap. " +
        'A change that would replace or remove a stateful resource stops the tenant before anything is deployed, and names it.',
    )
    .argument('[tenants...]', 'ids of the tenants', parseTenantId)
    .addOption(allOption)
    .addOption(tierOption)
    .addOption(ringOption)
    .addOption(regionOption)
    .addOption(jurisdictionOption)
    .addOption(tenantsOption)
    .addOption(concurrencyOption)
    .addOption(allowReplacementOption)
    .addOption(operatorProfileOption)
    .addOption(operatorRoleOption)
    .addOption(dryRunOption)
    .addOption(jsonOption)
    .addHelpText('after', EXAMPLES)
    .action(async (ids, options, command) => {
      const { tenants: directory, json, dryRun } = options;
      const registry = await loadSelected(command, ids, options);
      for (const warning of registry.warnings) reporter.warn(formatIssue(warning));
      const tenants = registry.tenants.filter(isDeployable);
      for (const tenant of registry.tenants.filter((each) => !isDeployable(each))) {
        reporter.info(`${tenant.id}: stepped over; ${withAccount(tenant, directory)}`);
      }
      const outcomes = tenants.length === 0 ? [] : await deployTenants(tenants, registry, options, context);
      if (json) reporter.result(JSON.stringify({ dryRun, tenants: outcomes.map(toJson) }, undefined, 2));
      else
        reporter.result(
          `${outcomes.filter(({ ok }) => ok).length} of ${outcomes.length} tenants ${dryRun ? 'compared' : 'are deployed'}`,
        );
      exit(outcomes.every(({ ok }) => ok) ? ExitCode.Done : ExitCode.Failed);
    });
}

/** Options of `tenantry deploy` that say how. */
interface DeployOptions extends OperatorOptions, Readonly<Record<string, unknown>> {
  readonly tenants: string;
  readonly concurrency: number;
  readonly allowReplacement: readonly string[];
  readonly dryRun: boolean;
}

async function deployTenants(
  tenants: readonly DeployableTenant[],
  registry: Registry,
  options: DeployOptions,
  context: CommandContext,
): Promise<readonly Outcome<TenantDeployment>[]> {
  const { tenants: directory, dryRun, concurrency } = options;
  const [{ deployTenant }, { inJournal }, { inTemporaryFolder }] = await Promise.all([
    import('../../operations/deploy-tenant'),
    import('../../operations/in-journal'),
    import('../../operations/temporary-folder'),
  ]);
  const credentials = await operatorCredentials(registry, options);
  const byId = new Map(tenants.map((tenant) => [tenant.id, tenant]));
  return runTenants<TenantDeployment>(
    [...byId.keys()],
    {
      concurrency,
      work: (id, notify) => {
        const deploy = () =>
          inTemporaryFolder('tenantry-deploy-', async (assembly) => {
            await synthesizeTenants(await loadRegistry({ directory, only: [id] }), assembly);
            const allowReplacement = new Set(options.allowReplacement);
            return deployTenant(
              { tenant: byId.get(id)!, assembly, allowReplacement, dryRun },
              { credentials, pause: sleep, notify },
            );
          });
        // Whoever only looks is in nobody's way.
        if (dryRun) return deploy();
        return inJournal({ tenantsDirectory: directory, tenantId: id, step: 'deploy', now: () => new Date() }, deploy);
      },
      sum: ({ changed, unchanged, left }) =>
        `${changed.length} ${changed.length === 1 ? 'stack' : 'stacks'} ${dryRun ? 'would change' : 'changed'}${changed.length > 0 ? ` (${changed.join(', ')})` : ''}, ${unchanged.length} as they should be${left.length > 0 ? `, ${left.length} no longer in the app` : ''}`,
      toContinue: (id) => commandLine('deploy', [id], options),
    },
    context,
  );
}

function toJson(outcome: Outcome<TenantDeployment>): object {
  if (!outcome.ok) return { tenant: outcome.tenantId, ok: false, error: messageOf(outcome.error) };
  return { tenant: outcome.tenantId, ok: true, ...outcome.value };
}

const EXAMPLES = `
Examples:
  $ tenantry deploy acme --profile operator
  $ tenantry deploy --ring canary --dry-run
  $ tenantry deploy acme --allow-replacement acme-Data/Database1234ABCD`;
