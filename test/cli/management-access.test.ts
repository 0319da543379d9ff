import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { mockClient } from 'aws-sdk-client-mock';
import { tellWaits } from '../../lib/cli/management-access';
import { runRecorded } from '../support/recording-cli';
import { aFleet, aTenant } from '../support/tenants-folder';

/** A failure of the connection, as the SDK throws it. */
const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:443'), { $metadata: { attempts: 1 } });

describe('waiting for AWS Organizations', () => {
  function told(...waitedMs: readonly number[]): string[] {
    const lines: string[] = [];
    const tell = tellWaits({ info: (line) => lines.push(line) });
    for (const waited of waitedMs) tell({ error: refused, waitedMs: waited, patienceMs: 120_000 });
    return lines;
  }

  test('is told once, with the reason and how long it goes on', () => {
    expect(told(0, 1_000, 3_000, 0, 15_000)).toEqual([
      'trying again for up to 2 minutes: AWS Organizations: connect ECONNREFUSED 127.0.0.1:443',
    ]);
  });

  test('is not worth a line where it is over in a moment', () => {
    expect(told(0, 0, 500)).toEqual([]);
  });

  test('is told by a command, which then goes on', async () => {
    const listing = mockClient(OrganizationsClient).on(ListAccountsCommand);
    listing.rejectsOnce(refused).rejectsOnce(refused).rejectsOnce(refused).resolves({ Accounts: [] });
    const directory = aFleet([aTenant()]);

    const { stdout, stderr } = await runRecorded(['sync', '--tenants', directory]);

    expect(stderr).toBe('trying again for up to 2 minutes: AWS Organizations: connect ECONNREFUSED 127.0.0.1:443\n');
    expect(stdout).toBe(`${directory}/accounts.lock.json is up to date\n`);
  }, 30_000);
});
