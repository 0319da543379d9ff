import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadRegistry } from '../../lib/config/load-registry';
import { isOptInRegion } from '../../lib/config/regions';

const directory = join(__dirname, '..', '..', 'tenants');

describe('the sample fleet', () => {
  test('loads without a problem or a warning', async () => {
    const { tenants, warnings } = await loadRegistry({ directory });

    expect(warnings).toEqual([]);
    expect(tenants.map(({ id }) => id)).toEqual([
      'acme',
      'globex',
      'hooli',
      'initech',
      'soylent',
      'stark',
      'umbrella',
      'wonka',
    ]);
  });

  test('shows every tier, every ring, three jurisdictions, five regions and an opt-in region', async () => {
    const { organization, tenants } = await loadRegistry({ directory });

    expect(new Set(tenants.map(({ tier }) => tier))).toEqual(new Set(Object.keys(organization.tiers)));
    expect(new Set(tenants.map(({ ring }) => ring))).toEqual(new Set(organization.rings));
    expect(new Set(tenants.map(({ jurisdiction }) => jurisdiction)).size).toBeGreaterThanOrEqual(3);
    expect(new Set(tenants.map(({ region }) => region)).size).toBeGreaterThanOrEqual(5);
    expect(tenants.filter(({ region }) => isOptInRegion(region)).map(({ id }) => id)).toEqual(['globex', 'umbrella']);
  });

  test('has a suspended tenant, and one without an account', async () => {
    const { tenants } = await loadRegistry({ directory });

    expect(tenants.filter(({ state }) => state === 'suspended').map(({ id }) => id)).toEqual(['stark']);
    expect(tenants.filter(({ accountId }) => accountId === undefined).map(({ id }) => id)).toEqual(['wonka']);
  });

  test('keeps its lock sorted, one line a tenant', () => {
    const lines = readFileSync(join(directory, 'accounts.lock.json'), 'utf8').trim().split('\n').slice(1, -1);

    expect(lines).toEqual(lines.toSorted());
    expect(lines.every((line) => /^ {2}"[a-z]+": "\d{12}",?$/.test(line))).toBe(true);
  });
});
