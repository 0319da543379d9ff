import { Command } from '@commander-js/extra-typings';
import type { Tenant } from '../../config/tenant';
import { formatIssue } from '../../errors';
import { nextStep } from '../../fleet/next-step';
import { forEachTenant } from '../../operations/for-each-tenant';
import type { TenantStatus } from '../../operations/tenant-status';
import { paint } from '../console-reporter';
import { ExitCode } from '../exit-code';
import {
  concurrencyOption,
  jsonOption,
  managementProfileOption,
  operatorProfileOption,
  operatorRoleOption,
  parseTenantId,
  tenantsOption,
} from '../fleet-options';
import { type Column, plainTable } from '../plain-table';
import type { CommandContext } from '../run';
import { messageOf } from '../run-tenants';
import { allOption, jurisdictionOption, loadSelected, regionOption, ringOption, tierOption } from '../select-tenants';

/** `tenantry status`: the tenants as AWS has them. */
export function statusCommand({ reporter, exit }: CommandContext) {
  return new Command('status')
    .summary('compare tenants with what is in AWS')
    .description(
      "Looks at each tenant's account (state, tag, organizational unit), its bootstrap and its stacks, and says what differs from the files and what comes next. " +
        'Changes nothing. What the credentials cannot read is left out, and it is said.',
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
    .addOption(jsonOption)
    .addHelpText('after', EXAMPLES)
    .action(async (ids, options, command) => {
      const { tenants: directory, json, concurrency } = options;
      const { tenants, organization, warnings } = await loadSelected(command, ids, options);
      for (const warning of warnings) reporter.warn(formatIssue(warning));
      const [{ managementSession }, { operatorSession }, { OrganizationView }, { tenantStatus }] = await Promise.all([
        import('../../operations/management-session'),
        import('../../operations/operator-session'),
        import('../../operations/organization-view'),
        import('../../operations/tenant-status'),
      ]);
      const view = new OrganizationView(managementSession(options.managementProfile).organizations);
      const operator = await operatorSession({
        operatorAccountId: organization.operatorAccountId,
        profile: options.profile,
        role: options.operatorRole,
        region: organization.homeRegion,
      }).catch((error: unknown) => {
        reporter.warn(`stacks were not looked at: ${messageOf(error)}`);
        return undefined;
      });
      const outcomes = await forEachTenant(tenants, concurrency, (tenant) =>
        tenantStatus(tenant, { organization: view, operator }),
      );
      const rows = outcomes.flatMap((outcome, index) => {
        if (!outcome.ok) throw outcome.error;
        return [{ ...outcome.value, nextStep: whatNext(tenants[index]!, outcome.value, directory) }];
      });
      if (json) reporter.result(JSON.stringify({ tenants: rows }, undefined, 2));
      else reporter.result(plainTable(COLUMNS, rows));
      for (const { tenant, problems } of rows) for (const problem of problems) reporter.warn(`${tenant}: ${problem}`);
      for (const { tenant, unread } of rows) for (const why of unread) reporter.info(`${tenant}: not read: ${why}`);
      exit(rows.some(({ problems }) => problems.length > 0) ? ExitCode.Failed : ExitCode.Done);
    });
}

type Row = TenantStatus & { readonly nextStep: string };

const NONE = '-';

const COLUMNS: readonly Column<Row>[] = [
  { title: 'tenant', cell: ({ tenant }) => tenant },
  { title: 'ring', cell: ({ ring }) => ring },
  { title: 'state', cell: ({ state }) => state },
  { title: 'account', cell: ({ accountId }) => accountId ?? NONE },
  { title: 'in AWS', cell: ({ account }) => account ?? NONE },
  {
    title: 'bootstrap',
    align: 'right',
    cell: ({ environments }) => each(environments, (one) => String(one.bootstrap ?? NONE)),
  },
  {
    title: 'stacks',
    align: 'right',
    cell: ({ environments }) => each(environments, (one) => String(one.stacks.length)),
  },
  { title: 'last change', cell: ({ environments }) => lastChange(environments) },
  {
    title: 'differs',
    align: 'right',
    cell: ({ problems }) => (problems.length > 0 ? paint('red', String(problems.length)) : '0'),
  },
  { title: 'next step', cell: (row) => row.nextStep },
];

function each(environments: Row['environments'], cell: (one: Row['environments'][number]) => string): string {
  return environments.length === 0 ? NONE : environments.map(cell).join('+');
}

function lastChange(environments: Row['environments']): string {
  const times = environments.flatMap(({ stacks }) => stacks.flatMap(({ changedAt }) => changedAt ?? []));
  return times.toSorted().at(-1)?.slice(0, 16).replace('T', ' ') ?? NONE;
}

/** What AWS lacks comes before what the files say. */
function whatNext(tenant: Tenant, { environments, problems }: TenantStatus, directory: string): string {
  const isUp =
    environments.length > 0 &&
    environments.every(({ bootstrap, stacks }) => bootstrap !== undefined && stacks.length > 0);
  if (isUp) return problems.length > 0 ? 'look at what differs' : '';
  if (environments.length > 0) {
    return `tenantry up ${tenant.id}${directory === 'tenants' ? '' : ` --tenants ${directory}`}`;
  }
  return nextStep(tenant, directory, 0);
}

const EXAMPLES = `
Examples:
  $ tenantry status acme --management-profile management --profile operator
  $ tenantry status --all --json | jq '.tenants[] | select(.problems | length > 0)'`;
