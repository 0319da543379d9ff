import { Command, Option } from '@commander-js/extra-typings';
import { type DeployableTenant, isDeployable } from '../../config/is-deployable';
import type { Registry } from '../../config/registry';
import { formatIssue } from '../../errors';
import { messageOf } from '../../message-of';
import type { Outcome } from '../../operations/for-each-tenant';
import { commandLine } from '../command-line';
import { ExitCode } from '../exit-code';
import {
  concurrencyOption,
  dryRunOption,
  jsonOption,
  managementProfileOption,
  operatorProfileOption,
  operatorRoleOption,
  parseTenantId,
  tenantsOption,
} from '../fleet-options';
import { managementAccess } from '../management-access';
import { type OperatorOptions, operatorCredentials } from '../operator-credentials';
import type { CommandContext } from '../run';
import { runTenants } from '../run-tenants';
import { allOption, jurisdictionOption, loadSelected, regionOption, ringOption, tierOption } from '../select-tenants';
import { withAccount } from '../tenants-in-use';

/** `tenantry bootstrap`: CDK's bootstrap in the tenants' accounts, where StackSets are not wanted. */
export function bootstrapCommand(context: CommandContext) {
  const { reporter, exit } = context;
  return new Command('bootstrap')
    .summary("prepare tenants' accounts for deployments")
    .description(
      "Makes CDK's bootstrap in the regions of each tenant's account: roles that trust the operator account alone, and a policy for deployments that is narrower " +
        'than AdministratorAccess. What is there already is left alone, unless --update is given. Needs credentials of the management account, and of the operator account to look.',
    )
    .argument('[tenants...]', 'ids of the tenants', parseTenantId)
    .addOption(allOption)
    .addOption(tierOption)
    .addOption(ringOption)
    .addOption(regionOption)
    .addOption(jurisdictionOption)
    .addOption(tenantsOption)
    .addOption(concurrencyOption)
    .addOption(managementProfileOption)
    .addOption(operatorProfileOption)
    .addOption(operatorRoleOption)
    .addOption(new Option('--update', "bring what is there already to this version's template").default(false))
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
      const outcomes = tenants.length === 0 ? [] : await bootstrapTenants(tenants, registry, options, context);
      if (json) reporter.result(JSON.stringify({ dryRun, tenants: outcomes.map(toJson) }, undefined, 2));
      else
        reporter.result(
          `${outcomes.filter(({ ok }) => ok).length} of ${outcomes.length} tenants ${dryRun ? 'looked at' : 'are bootstrapped'}`,
        );
      exit(outcomes.every(({ ok }) => ok) ? ExitCode.Done : ExitCode.Failed);
    });
}

/** Options of `tenantry bootstrap` that say how. */
interface BootstrapOptions extends OperatorOptions, Readonly<Record<string, unknown>> {
  readonly concurrency: number;
  readonly managementProfile?: string | undefined;
  readonly dryRun: boolean;
  readonly update: boolean;
}

async function bootstrapTenants(
  tenants: readonly DeployableTenant[],
  registry: Registry,
  options: BootstrapOptions,
  context: CommandContext,
): Promise<readonly Outcome<readonly string[]>[]> {
  const { dryRun, update, concurrency } = options;
  const { bootstrapEnvironments } = await import('../../operations/bootstrap-tenant');
  const { operatorAccountId } = registry.organization;
  const operator = await operatorCredentials(registry, options);
  const management = await managementAccess(options.managementProfile, context.reporter);
  const byId = new Map(tenants.map((tenant) => [tenant.id, tenant]));
  return runTenants<readonly string[]>(
    [...byId.keys()],
    {
      concurrency,
      work: (id, notify) =>
        bootstrapEnvironments(byId.get(id)!, {
          operatorAccountId,
          operator,
          management: management.credentials,
          clock: management.clock,
          random: Math.random,
          notify,
          dryRun,
          update,
        }),
      sum: (regions) => {
        if (regions.length === 0) return 'already bootstrapped';
        return `${dryRun ? 'would bootstrap' : 'bootstrapped'} ${regions.join(' and ')}`;
      },
      toContinue: (id) => commandLine('bootstrap', [id], options),
    },
    context,
  );
}

function toJson(outcome: Outcome<readonly string[]>): object {
  if (!outcome.ok) return { tenant: outcome.tenantId, ok: false, error: messageOf(outcome.error) };
  return { tenant: outcome.tenantId, ok: true, bootstrapped: outcome.value };
}

const EXAMPLES = `
Examples:
  $ tenantry bootstrap acme --management-profile management --profile operator
  $ tenantry bootstrap --all --dry-run
  $ tenantry bootstrap --all --update          after an upgrade whose notes ask for it`;
