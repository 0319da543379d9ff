import { Command, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { readAccountsLock } from '../../config/files/accounts-lock';
import type { Tenant } from '../../config/tenant';
import { formatIssue } from '../../errors';
import type { Outcome } from '../../operations/for-each-tenant';
import type { VendTenantContext, VendedAccount } from '../../operations/vend-tenant';
import type { Reporter } from '../console-reporter';
import { ExitCode } from '../exit-code';
import { dryRunOption, jsonOption, parseTenantId, profileOption, tenantsOption } from '../fleet-options';
import type { CommandContext } from '../run';
import { allOption, jurisdictionOption, loadSelected, regionOption, ringOption, tierOption } from '../select-tenants';

/** Requests AWS takes at the same time from an organization. */
const MAX_CONCURRENCY = 5;

/** `tenantry vend`: an account for each tenant. */
export function vendCommand({ reporter, exit }: CommandContext) {
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
    .addOption(
      new Option('--concurrency <n>', `accounts to work on at the same time, 1 to ${MAX_CONCURRENCY}`)
        .default(2)
        .argParser(parseConcurrency),
    )
    .option('--create-units', 'create organizational units that are missing', false)
    .addOption(profileOption)
    .addOption(dryRunOption)
    .addOption(jsonOption)
    .addHelpText('after', EXAMPLES)
    .action(async (ids, options, command) => {
      const { tenants: directory, json, dryRun, concurrency } = options;
      const registry = await loadSelected(command, ids, options);
      for (const warning of registry.warnings) reporter.warn(formatIssue(warning));
      const tenants = registry.tenants.filter((tenant) => isVended(tenant, reporter));
      if (dryRun) {
        for (const tenant of tenants) reporter.info(`${tenant.id}: ${plan(tenant)}`);
        if (json) reporter.result(JSON.stringify({ dryRun, tenants: tenants.map(({ id }) => id) }, undefined, 2));
        return exit(ExitCode.Done);
      }

      // The AWS SDK takes a quarter of a second to load, which the other commands should not pay.
      const [{ forEachTenant }, { managementSession }, { vendTenant }] = await Promise.all([
        import('../../operations/for-each-tenant'),
        import('../../operations/management-session'),
        import('../../operations/vend-tenant'),
      ]);
      const session = managementSession(options.profile);
      const { accounts } = await readAccountsLock(directory);
      const outcomes = await forEachTenant(tenants, concurrency, async (tenant) => {
        const accountsOfOthers = new Set(
          [...accounts].filter(([id]) => id !== tenant.id).map(([, account]) => account),
        );
        const account = await vendTenant(
          { tenant, directory, accountsOfOthers, missingUnits: options.createUnits ? 'create' : 'refuse' },
          { ...session, notify: teller(tenant.id, reporter) },
        );
        reporter.info(`${tenant.id}: account ${account.accountId} (${account.how})`);
        return account;
      });

      for (const outcome of outcomes) {
        if (outcome.ok) continue;
        reporter.error(`${outcome.tenantId}: ${messageOf(outcome.error)}`);
        reporter.info(`${outcome.tenantId}: to continue: tenantry vend ${outcome.tenantId} --tenants ${directory}`);
      }
      if (json) reporter.result(JSON.stringify({ tenants: outcomes.map(toJson) }, undefined, 2));
      else
        reporter.result(`${outcomes.filter(({ ok }) => ok).length} of ${outcomes.length} tenants have their account`);
      exit(outcomes.every(({ ok }) => ok) ? ExitCode.Done : ExitCode.Failed);
    });
}

/** Tenants that are not to have an account now are stepped over, and said. */
function isVended({ id, state }: Tenant, reporter: Reporter): boolean {
  const vended = state === 'active' || state === 'vending';
  if (!vended) reporter.info(`${id}: stepped over, because it is ${state}`);
  return vended;
}

function plan({ accountId, email, jurisdiction, region }: Tenant): string {
  const account =
    accountId === undefined ? `would find or create an account for ${email}` : `would check account ${accountId}`;
  return `${account} and move it to Tenants/${jurisdiction}/${region}`;
}

function teller(tenantId: string, reporter: Reporter): VendTenantContext['notify'] {
  const tell = (text: string): void => reporter.info(`${tenantId}: ${text}`);
  return (event) => {
    if (event.type === 'requested') tell(`asking AWS for an account for ${event.email}`);
    else if (event.type === 'waitingForSlot')
      tell(`waiting: ${event.inProgress} accounts are being created, AWS takes no more`);
    else if (event.type === 'inProgress') tell(`AWS is creating the account (request ${event.requestId})`);
    else if (event.type === 'failedForNow') tell(`trying again after: ${event.reason}`);
    else if (event.type === 'adopted') tell(`took over account ${event.accountId}, which has the tenant's e-mail`);
    else if (event.type === 'contacts') {
      if (event.set.length > 0) tell(`set the contacts for ${event.set.join(', ')}`);
      if (event.withoutPhone.length > 0)
        tell(`left out the contacts for ${event.withoutPhone.join(', ')}: AWS wants a phone number with each`);
    } else if (event.type === 'region') tell(`region ${event.region} is ${event.status}; enabling it can take hours`);
    else if (event.type === 'moved') tell(`moved to ${event.unit}`);
    else tell('the account is ready');
  };
}

function toJson(outcome: Outcome<VendedAccount>): object {
  if (!outcome.ok) return { tenant: outcome.tenantId, ok: false, error: messageOf(outcome.error) };
  return { tenant: outcome.tenantId, ok: true, account: outcome.value.accountId, how: outcome.value.how };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function parseConcurrency(value: string): number {
  const concurrency = Number(value);
  if (Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= MAX_CONCURRENCY) return concurrency;
  throw new InvalidArgumentError(`expected a whole number from 1 to ${MAX_CONCURRENCY}, got "${value}"`);
}

const EXAMPLES = `
Examples:
  $ tenantry vend acme --profile management
  $ tenantry vend --all --dry-run
  $ tenantry vend acme --create-units      the first time, without the organization's units`;
