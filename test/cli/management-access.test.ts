import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { mockClient } from 'aws-sdk-client-mock';
import type { Reporter } from '../../lib/cli/console-reporter';
import { managementAccess, tellWaits } from '../../lib/cli/management-access';
import { runRecorded } from '../support/recording-cli';
import { aFleet, aTenant } from '../support/tenants-folder';

/** A failure of the connection, as the SDK throws it. */
const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:443'), { $metadata: { attempts: 1 } });

describe('credentials of a profile', () => {
  const { AWS_SHARED_CREDENTIALS_FILE: before } = process.env;
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-profiles-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
    if (before === undefined) delete process.env.AWS_SHARED_CREDENTIALS_FILE;
    else process.env.AWS_SHARED_CREDENTIALS_FILE = before;
  });

  test('are those AWS is asked with', async () => {
    process.env.AWS_SHARED_CREDENTIALS_FILE = join(folder, 'credentials');
    const keys = ['default', 'work'].map(
      (name) => `[${name}]\naws_access_key_id = key-of-${name}\naws_secret_access_key = none\n`,
    );
    writeFileSync(join(folder, 'credentials'), keys.join('\n'));
    const { credentials } = await managementAccess('work', { info: () => undefined } as unknown as Reporter);

    expect(await credentials()).toMatchObject({ accessKeyId: 'key-of-work' });
  });
});

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
  });
});
