import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadRegistry } from '../../lib/config/load-registry';
import { ConfigError } from '../../lib/errors';

/** A complete tenant of region eu-central-1; `changes` replace fields. */
export function aTenant(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    id: 'acme',
    displayName: 'Acme',
    region: 'eu-central-1',
    jurisdiction: 'eu',
    tier: 'starter',
    contacts: { billing: aContact, operations: aContact, security: aContact },
    ...changes,
  };
}

const aContact = { name: 'Ada', email: 'ada@acme.example' };

/** A complete organization; `changes` replace fields. */
export function anOrganization(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    organizationId: 'o-a1b2c3d4e5',
    managementAccountId: '100000000001',
    operatorAccountId: '100000000002',
    homeRegion: 'eu-central-1',
    rootEmail: 'aws+{tenant}@example.com',
    jurisdictions: {
      eu: ['eu-central-1', 'eu-west-1', 'eu-south-1'],
      us: ['us-east-1', 'us-west-1', 'ca-west-1'],
      nz: ['ap-southeast-6'],
    },
    operators: { readOnly: [aRole], operate: [aRole], breakGlass: [aUser] },
    budgets: { alertEmails: ['finops@example.com'] },
    ...changes,
  };
}

const aRole = 'arn:aws:iam::100000000002:role/Operator';
const aUser = 'arn:aws:iam::100000000002:user/Emergency';

/** A folder on disk with the given files; objects are written as JSON. Deleted when the tests of the file are done. */
export function aFolder(files: Readonly<Record<string, unknown>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'tenantry-config-'));
  folders.push(directory);
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(directory, name), typeof content === 'string' ? content : JSON.stringify(content, undefined, 2));
  }
  return directory;
}

/** A folder with a sound organization and JSON files of the given tenants. */
export function aFleet(
  tenants: readonly Record<string, unknown>[],
  organization = anOrganization(),
  lock?: unknown,
): string {
  return aFolder({
    'organization.json': organization,
    ...Object.fromEntries(tenants.map((tenant) => [`${String(tenant.id)}.json`, tenant])),
    ...(lock !== undefined && { 'accounts.lock.json': lock }),
  });
}

/** What loading a folder reports, one line each, without the folder's own path. */
export async function report(directory: string): Promise<{ readonly errors: string[]; readonly warnings: string[] }> {
  const lines = (issues: ConfigError['issues']): string[] =>
    issues.map(({ file, path, message }) =>
      [file, path, message]
        .filter((part) => part !== '')
        .join(': ')
        .replaceAll(`${directory}/`, ''),
    );
  try {
    const { warnings } = await loadRegistry({ directory });
    return { errors: [], warnings: lines(warnings) };
  } catch (error) {
    if (error instanceof ConfigError) return { errors: lines(error.issues), warnings: [] };
    throw error;
  }
}

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});
