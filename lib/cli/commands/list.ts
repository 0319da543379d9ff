import { Command } from '@commander-js/extra-typings';
import { loadRegistry } from '../../config/load-registry';
import type { Tenant } from '../../config/tenant';
import { formatIssue } from '../../errors';
import { ExitCode } from '../exit-code';
import { jsonOption, tenantsOption } from '../fleet-options';
import { type Column, plainTable } from '../plain-table';
import type { CommandContext } from '../run';

/** `tenantry list`: the tenants as the files have them. */
export function listCommand({ reporter, exit }: CommandContext) {
  return new Command('list')
    .summary('list the tenants')
    .description('Lists the tenants of the fleet, sorted by id. Needs no AWS and synthesizes nothing.')
    .addOption(tenantsOption)
    .addOption(jsonOption)
    .addHelpText('after', EXAMPLES)
    .action(async ({ tenants: directory, json }) => {
      const { tenants, warnings } = await loadRegistry({ directory });
      for (const warning of warnings) reporter.warn(formatIssue(warning));
      reporter.result(json ? JSON.stringify({ tenants, warnings }, undefined, 2) : plainTable(COLUMNS, tenants));
      exit(ExitCode.Done);
    });
}

const COLUMNS: readonly Column<Tenant>[] = [
  { title: 'tenant', cell: ({ id }) => id },
  { title: 'name', cell: ({ displayName }) => displayName },
  { title: 'tier', cell: ({ tier }) => tier },
  { title: 'ring', cell: ({ ring }) => ring },
  { title: 'jurisdiction', cell: ({ jurisdiction }) => jurisdiction },
  { title: 'region', cell: ({ region }) => region },
  { title: 'account', cell: ({ accountId }) => accountId ?? '-' },
  { title: 'state', cell: ({ state }) => state },
  { title: 'network', cell: ({ network }) => network.cidr },
  { title: 'file', cell: ({ file }) => file },
];

const EXAMPLES = `
Examples:
  $ tenantry list
  $ tenantry list --json | jq '.tenants[] | select(.tier == "free") | .id'`;
