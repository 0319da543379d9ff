import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateTenant, tenantId } from './generate-tenant';

/** Input of {@link generateFleet}. */
export interface GenerateFleetRequest {
  /** Folder the files are written to; created if it is missing. */
  readonly directory: string;
  /** How many tenants, 1 to 10,000; named `t-0000`, `t-0001` and so on. */
  readonly tenants: number;
}

/**
 * Writes a tenants folder of any size: an organization, a lock file, and tenants in TypeScript, JSON and YAML by turns.
 *
 * The same number gives the same files, and a tenant is the same in a fleet of any size.
 */
export function generateFleet({ directory, tenants }: GenerateFleetRequest): void {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'organization.ts'), ORGANIZATION);
  const indexes = Array.from({ length: tenants }, (_, index) => index);
  for (const index of indexes) {
    const { name, text } = generateTenant(index);
    writeFileSync(join(directory, name), text);
  }
  const accounts = Object.fromEntries(indexes.map((index) => [tenantId(index), String(FIRST_ACCOUNT + index)]));
  writeFileSync(join(directory, 'accounts.lock.json'), `${JSON.stringify(accounts, undefined, 2)}\n`);
}

const FIRST_ACCOUNT = 200_000_000_000;

const ORGANIZATION = `import { defineOrganization } from 'tenantry';

export const organization = defineOrganization({
  organizationId: 'o-a1b2c3d4e5',
  managementAccountId: '100000000001',
  operatorAccountId: '100000000002',
  homeRegion: 'eu-central-1',
  rootEmail: 'aws+{tenant}@example.com',
  jurisdictions: { eu: ['eu-central-1', 'eu-west-1'], us: ['us-east-1', 'us-west-2'] },
  operators: {
    readOnly: ['arn:aws:iam::100000000002:role/TenantAuditor'],
    operate: ['arn:aws:iam::100000000002:role/TenantOperator'],
    breakGlass: ['arn:aws:iam::100000000002:user/ada'],
  },
  budgets: { alertEmails: ['finops@example.com'] },
});
`;
