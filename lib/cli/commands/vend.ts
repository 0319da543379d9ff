import { Command, Option } from '@commander-js/extra-typings';
import { readAccountsLock } from '../../config/files/accounts-lock';
import type { Tenant } from '../../config/tenant';
import { formatIssue } from '../../errors';
import { messageOf } from '../../message-of';
import type { Outcome } from '../../operations/for-each-tenant';
import type { VendedAccount } from '../../operations/vend-tenant';
import { commandLine } from '../command-line';
import { confirm } from '../confirm';
import { ExitCode } from '../exit-code';
import {
  concurrencyOption,
  createUnitsOption,
  dryRunOption,
  jsonOption,
  parseTenantId,
  profileOption,
  tenantsOption,
  yesOption,
} from '../fleet-options';
import { managementAccess } from '../management-access';
import type { CommandContext } from '../run';
import { runTenants } from '../run-tenants';
import { allOption, jurisdictionOption, loadSelected, regionOption, ringOption, tierOption } from '../select-tenants';
import { tellPlan } from '../tell-plan';
import { accountsToBe, isInUse } from '../tenants-in-use';

/** The other way to vend is the account stack, which CloudFormation deploys. */
const directOption = new Option('--direct', 'ask AWS from this machine; always so, and said for clarity').default(true);

/** `tenantry vend`: an account for each tenant. */
export function vendCommand(context: CommandContext) {
  const { reporter, exit, ask } = context;
  return new Command('vend')
    .summary('give tenants their AWS accounts')
    .description(
      'Creates the member account of each tenant through AWS Organizations, or finds the one it has, writes its id into accounts.lock.json, waits until it can ' +
        'be used and moves it to Tenants/<jurisdiction>/<region>. Needs credentials of the management account. A run that was cut off is finished by running it again.',
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
    .addOption(directOption)
    .addOption(profileOption)
    .addOption(dryRunOption)
    .addOption(yesOption)
    .addOption(jsonOption)
    .addHelpText('after', EXAMPLES)
    .action(async (ids, options, command) => {
      const { tenants: directory, json, dryRun, yes, concurrency } = options;
      const registry = await loadSelected(command, ids, options);
      for (const warning of registry.warnings) reporter.warn(formatIssue(warning));
      const tenants = registry.tenants.filter((tenant) => isInUse(tenant, reporter));
      if (dryRun) {
        tellPlan(tenants, plan, { reporter, json });
        return exit(ExitCode.Done);
      }

      const created = accountsToBe(tenants);
      if (created !== undefined) await confirm({ yes, what: created, command: commandLine('vend', ids, options) }, ask);

      // The AWS SDK takes a quarter of a second to load, which the other commands should not pay.
      const [{ credentialsOf, explainCredentials }, { vendTenant }] = await Promise.all([
        import('../../operations/explain-credentials'),
        import('../../operations/vend-tenant'),
      ]);
      const session = await managementAccess(options.profile, reporter);
      const { accounts } = await readAccountsLock(directory);
      const byId = new Map(tenants.map((tenant) => [tenant.id, tenant]));
      const outcomes = await runTenants<VendedAccount>(
        [...byId.keys()],
        {
          concurrency,
          work: async (id, notify) => {
            const accountsOfOthers = new Set(
              [...accounts].filter(([other]) => other !== id).map(([, account]) => account),
            );
            const missingUnits = options.createUnits ? 'create' : 'refuse';
            try {
              return await vendTenant(
                { tenant: byId.get(id)!, directory, accountsOfOthers, missingUnits },
                { ...session, notify },
              );
            } catch (error) {
              throw explainCredentials(error, credentialsOf('the management account', options.profile));
            }
          },
          sum: ({ accountId, how }) => `account ${accountId} (${how})`,
          toContinue: (id) => commandLine('vend', [id], options),
        },
        context,
      );
      if (json) reporter.result(JSON.stringify({ tenants: outcomes.map(toJson) }, undefined, 2));
      else
        reporter.result(`${outcomes.filter(({ ok }) => ok).length} of ${outcomes.length} tenants have their account`);
      exit(outcomes.every(({ ok }) => ok) ? ExitCode.Done : ExitCode.Failed);
    });
}

function plan({ accountId, email, jurisdiction, region }: Tenant): string {
  const account =
    accountId === undefined ? `would find or create an account for ${email}` : `would check account ${accountId}`;
  return `${account} and move it to Tenants/${jurisdiction}/${region}`;
}

function toJson(outcome: Outcome<VendedAccount>): object {
  if (!outcome.ok) return { tenant: outcome.tenantId, ok: false, error: messageOf(outcome.error) };
  return { tenant: outcome.tenantId, ok: true, account: outcome.value.accountId, how: outcome.value.how };
}

const EXAMPLES = `
Examples:
  $ tenantry vend acme --profile management
  $ tenantry vend --all --dry-run
  $ tenantry vend --ring canary --yes      in a pipeline
  $ tenantry vend acme --create-units      the first time, without the organization's units`;
