import { Command } from '@commander-js/extra-typings';
import { join } from 'node:path';
import { ACCOUNTS_LOCK, readAccountsLock } from '../../config/files/accounts-lock';
import { OperationError } from '../../errors';
import { messageOf } from '../../message-of';
import { ExitCode } from '../exit-code';
import { dryRunOption, jsonOption, profileOption, tenantsOption } from '../fleet-options';
import { managementAccess } from '../management-access';
import type { CommandContext } from '../run';

/** `tenantry sync`: rebuilds accounts.lock.json from AWS Organizations. */
export function syncCommand({ reporter, exit }: CommandContext) {
  return new Command('sync')
    .summary('rebuild accounts.lock.json from AWS Organizations')
    .description(
      'Reads which account belongs to which tenant from the tags in AWS Organizations, which are the truth, and rebuilds accounts.lock.json. ' +
        'Needs credentials of the management account.',
    )
    .addOption(tenantsOption)
    .addOption(profileOption)
    .addOption(dryRunOption)
    .addOption(jsonOption)
    .addHelpText('after', EXAMPLES)
    .action(async ({ tenants: directory, profile, dryRun, json }) => {
      const [{ credentialsOf, explainCredentials }, { syncAccounts }] = await Promise.all([
        import('../../operations/explain-credentials'),
        import('../../operations/sync-accounts'),
      ]);
      // A file that cannot be read is what this command is for: what can be read of it is compared.
      const { accounts } = await readAccountsLock(directory);
      const { organizations } = await managementAccess(profile, reporter);
      const changes = await syncAccounts({ directory, locked: accounts, dryRun }, organizations).catch(
        (error: unknown) => refused(explainCredentials(error, credentialsOf('the management account', profile))),
      );

      for (const { tenantId, from, to, state } of changes) {
        reporter.info(
          `${tenantId}: ${from ?? 'no account'} -> ${to ?? 'no account'}${state === undefined ? '' : ` (${state})`}`,
        );
      }
      const file = join(directory, ACCOUNTS_LOCK);
      if (json) reporter.result(JSON.stringify({ file, dryRun, changes }, undefined, 2));
      else if (changes.length === 0) reporter.result(`${file} is up to date`);
      else
        reporter.result(
          `${file}: ${changes.length} ${changes.length === 1 ? 'line' : 'lines'} ${dryRun ? 'would change' : 'changed'}`,
        );
      exit(ExitCode.Done);
    });
}

function refused(cause: unknown): never {
  if (cause instanceof OperationError) throw cause;
  const message = messageOf(cause);
  throw new OperationError(
    `AWS Organizations cannot be read: ${message}; check that the credentials are the management account's`,
    { cause },
  );
}

const EXAMPLES = `
Examples:
  $ tenantry sync --dry-run
  $ tenantry sync --profile management`;
