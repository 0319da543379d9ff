import { Command } from '@commander-js/extra-typings';
import { loadRegistry } from '../../config/load-registry';
import { formatIssue } from '../../errors';
import { ExitCode } from '../exit-code';
import { jsonOption, parseTenantId, tenantsOption } from '../fleet-options';
import type { CommandContext } from '../run';

/** `tenantry validate`: checks the configuration, without AWS. */
export function validateCommand({ reporter, exit }: CommandContext) {
  return new Command('validate')
    .summary('check the configuration')
    .description(
      'Checks the organization file, the tenant files and accounts.lock.json, and says everything that is wrong at once. Needs no AWS.',
    )
    .argument('[tenants...]', 'check these tenants alone (default: the fleet)', parseTenantId)
    .addOption(tenantsOption)
    .addOption(jsonOption)
    .addHelpText('after', EXAMPLES)
    .action(async (ids, { tenants: directory, json }) => {
      const { tenants, warnings } = await loadRegistry({ directory, ...(ids.length > 0 && { only: ids }) });
      for (const warning of warnings) reporter.warn(formatIssue(warning));
      const found = tenants.map(({ id }) => id);
      reporter.result(
        json
          ? JSON.stringify({ ok: true, tenants: found, warnings }, undefined, 2)
          : `${found.length} ${found.length === 1 ? 'tenant is' : 'tenants are'} valid, ${warnings.length} ${warnings.length === 1 ? 'warning' : 'warnings'}`,
      );
      exit(ExitCode.Done);
    });
}

const EXAMPLES = `
Examples:
  $ tenantry validate
  $ tenantry validate acme globex
  $ tenantry validate --tenants ../fleet --json`;
