import { Command } from '@commander-js/extra-typings';
import { loadRegistry } from '../../config/load-registry';
import type { Registry } from '../../config/registry';
import type { Tenant } from '../../config/tenant';
import { formatIssue } from '../../errors';
import { messageOf } from '../../message-of';
import type { Outcome } from '../../operations/for-each-tenant';
import type { TenantUp } from '../../operations/up-tenant';
import { confirm } from '../confirm';
import { commandLine } from '../command-line';
import { ExitCode } from '../exit-code';
import {
  allowReplacementOption,
  concurrencyOption,
  createUnitsOption,
  dryRunOption,
  jsonOption,
  managementProfileOption,
  operatorProfileOption,
  operatorRoleOption,
  parseTenantId,
  tenantsOption,
  yesOption,
} from '../fleet-options';
import { managementAccess } from '../management-access';
import { type OperatorOptions, operatorCredentials } from '../operator-credentials';
import type { CommandContext } from '../run';
import { runTenants } from '../run-tenants';
import { allOption, jurisdictionOption, loadSelected, regionOption, ringOption, tierOption } from '../select-tenants';
import { synthesizeTenants } from '../synthesize-tenants';
import { tellPlan } from '../tell-plan';
import { accountsToBe, isInUse } from '../tenants-in-use';

/** `tenantry up`: everything a tenant has, from its file alone. */
export function upCommand(context: CommandContext) {
  const { reporter, exit, ask } = context;
  return new Command('up')
    .summary('give tenants all they have: account, bootstrap, stacks')
    .description(
      'Vends the account of each tenant, waits until it is ready, bootstraps it and deploys its stacks. Each step asks AWS first whether it is done, ' +
        'so that a run that was cut off anywhere is finished by running it again, and a second run changes nothing. ' +
        'Needs credentials of the management account for the account and its bootstrap, and of the operator account for the stacks.',
    )
    .argument('[tenants...]', 'ids of the tenants', parseTenantId)
    .addOption(allOption)
    .addOption(tierOption)
    .addOption(ringOption)
    .addOption(regionOption)
    .addOption(jurisdictionOption)
    .addOption(tenantsOption)
    .addOption(concurrencyOption)
    .addOption(createUnitsOption)
    .addOption(allowReplacementOption)
    .addOption(managementProfileOption)
    .addOption(operatorProfileOption)
    .addOption(operatorRoleOption)
    .addOption(dryRunOption)
    .addOption(yesOption)
    .addOption(jsonOption)
    .addHelpText('after', EXAMPLES)
    .action(async (ids, options, command) => {
      const { json, dryRun, yes } = options;
      const registry = await loadSelected(command, ids, options);
      for (const warning of registry.warnings) reporter.warn(formatIssue(warning));
      const tenants = registry.tenants.filter((tenant) => isInUse(tenant, reporter));
      if (dryRun) {
        tellPlan(tenants, plan, { reporter, json });
        return exit(ExitCode.Done);
      }
      const created = accountsToBe(tenants);
      if (created !== undefined) await confirm({ yes, what: created, command: commandLine('up', ids, options) }, ask);

      const outcomes = tenants.length === 0 ? [] : await upTenants(tenants, registry, options, context);
      if (json) reporter.result(JSON.stringify({ tenants: outcomes.map(toJson) }, undefined, 2));
      else reporter.result(`${outcomes.filter(({ ok }) => ok).length} of ${outcomes.length} tenants are up`);
      exit(outcomes.every(({ ok }) => ok) ? ExitCode.Done : ExitCode.Failed);
    });
}

/** Options of `tenantry up` that say how. */
interface UpOptions extends OperatorOptions, Readonly<Record<string, unknown>> {
  readonly tenants: string;
  readonly concurrency: number;
  readonly createUnits: boolean;
  readonly allowReplacement: readonly string[];
  readonly managementProfile?: string | undefined;
}

async function upTenants(
  tenants: readonly Tenant[],
  registry: Registry,
  options: UpOptions,
  context: CommandContext,
): Promise<readonly Outcome<TenantUp>[]> {
  const { tenants: directory, concurrency } = options;
  // The AWS SDK and the CDK take a second to load, which the other commands should not pay.
  const { upTenant } = await import('../../operations/up-tenant');
  const { operatorAccountId } = registry.organization;
  const operator = await operatorCredentials(registry, options);
  const management = await managementAccess(options.managementProfile, context.reporter);
  const byId = new Map(tenants.map((tenant) => [tenant.id, tenant]));
  return runTenants<TenantUp>(
    [...byId.keys()],
    {
      concurrency,
      work: (id, notify) =>
        upTenant(
          {
            tenant: byId.get(id)!,
            directory,
            operatorAccountId,
            missingUnits: options.createUnits ? 'create' : 'refuse',
            allowReplacement: new Set(options.allowReplacement),
          },
          {
            management,
            operator,
            notify,
            reload: (tenantId) => loadRegistry({ directory, only: [tenantId] }),
            synthesize: synthesizeTenants,
            now: () => new Date(),
          },
        ),
      sum: ({ accountId }) => `up in account ${accountId}`,
      toContinue: (id) => commandLine('up', [id], options),
    },
    context,
  );
}

function plan({ accountId, email, region }: Tenant): string {
  const account = accountId === undefined ? `find or create an account for ${email}` : `check account ${accountId}`;
  return `would ${account}, bootstrap it in ${region} where it is not, and deploy the stacks that differ`;
}

function toJson(outcome: Outcome<TenantUp>): object {
  if (!outcome.ok) return { tenant: outcome.tenantId, ok: false, error: messageOf(outcome.error) };
  return { tenant: outcome.tenantId, ok: true, ...outcome.value };
}

const EXAMPLES = `
Examples:
  $ tenantry up acme --management-profile management --profile operator
  $ tenantry up acme --create-units       the first time, without the organization's units
  $ tenantry up --ring canary --dry-run
  $ tenantry up --all --yes --json        in a pipeline`;
