import { mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tenant } from '../../../lib/config/tenant';
import { openJournal } from '../../../lib/operations/journal';
import { NothingChangedError, type RolloutWork } from '../../../lib/operations/rollout/run-rollout';
import { tenantReleases } from '../../../lib/operations/rollout/tenant-releases';
import { aTenant } from '../../../lib/testing/config-builders';

const NOW = '2026-03-01T12:00:00.000Z';
const ACME = { ...aTenant({ id: 'acme' }), accountId: '111122223333' };
const now = () => new Date(NOW);

let folder: string;
const directory = () => join(folder, 'tenants');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenantry-releases-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Release 2.0 for one tenant, that cannot be synthesized; AWS must not be asked anything. */
function releases(present: Tenant = ACME): RolloutWork {
  return tenantReleases(
    { release: '2.0', commit: undefined, directory: directory(), tenants: [ACME], allowReplacement: new Set() },
    {
      operator: () => Promise.reject(new Error('AWS was asked')),
      load: async () => present,
      synthesize: async () => {
        throw new Error('the templates break rules');
      },
      notify: () => undefined,
      now,
      pause: async () => undefined,
    },
  );
}

describe('a release to a tenant', () => {
  test('that cannot be synthesized has changed nothing', async () => {
    const deploying = releases().deploy('acme');

    await expect(deploying).rejects.toThrow(NothingChangedError);
    await expect(deploying).rejects.toThrow('the templates break rules');
  });

  test('is neither brought nor taken back while another run works on the tenant', async () => {
    const journal = await openJournal(directory(), 'acme', now);
    const held = `another run works on tenant "acme" (process ${process.pid} on ${hostname()}, since ${NOW})`;

    await expect(releases().rollBack('acme')).rejects.toThrow(held);
    const deploying = releases().deploy('acme');
    await expect(deploying).rejects.toThrow(NothingChangedError);
    await expect(deploying).rejects.toThrow(held);

    await journal.release();
    await expect(releases().rollBack('acme')).rejects.toThrow('no release before this one is on record');
  });

  test('lets other runs work on the tenant once it has failed', async () => {
    await expect(releases().deploy('acme')).rejects.toThrow('the templates break rules');
    await expect(releases().rollBack('acme')).rejects.toThrow('no release before this one is on record');

    const journal = await openJournal(directory(), 'acme', now);
    await journal.release();
  });

  test.each([
    { change: { state: 'suspended' }, reason: 'it is suspended' },
    { change: { version: '1.9' }, reason: 'it is pinned to release 1.9' },
    { change: {}, reason: undefined },
  ] as const)('is not brought any more for a reason: $reason', async ({ change, reason }) => {
    expect(await releases({ ...ACME, ...change }).whyNot('acme')).toBe(reason);
  });

  test('does not wait for the health of a tenant that is not in use any more', async () => {
    expect(await releases().health('suspended')).toBeUndefined();
    await expect(releases().health('acme')).rejects.toThrow('AWS was asked');
  });
});
