import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type LedgerEntry,
  readLedger,
  recordRelease,
  releaseBefore,
} from '../../../lib/operations/rollout/version-ledger';

let workspace: string;
const tenants = () => join(workspace, 'tenants');
const file = () => join(workspace, '.tenantry', 'ledger', 'acme.json');

beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'tenantry-ledger-'));
});
afterEach(() => rmSync(workspace, { recursive: true, force: true }));

function anEntry(release: string, by: LedgerEntry['by'] = 'rollout'): LedgerEntry {
  return { release, commit: `commit-of-${release}`, accountId: '111111111111', since: '2026-03-01T12:00:00.000Z', by };
}

describe('ledger of a tenant', () => {
  test('is empty before its first release', async () => {
    expect(await readLedger(tenants(), 'acme')).toEqual({ tenant: 'acme', entries: [] });
  });

  test('says what ran, and last what runs', async () => {
    await recordRelease(tenants(), 'acme', anEntry('1.0'));
    await recordRelease(tenants(), 'acme', anEntry('2.0'));

    expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual({
      tenant: 'acme',
      entries: [anEntry('1.0'), anEntry('2.0')],
    });
  });

  test('keeps since when a release runs that is brought again', async () => {
    await recordRelease(tenants(), 'acme', anEntry('1.0'));
    await recordRelease(tenants(), 'acme', { ...anEntry('1.0'), since: '2026-03-02T12:00:00.000Z' });

    expect((await readLedger(tenants(), 'acme')).entries).toEqual([anEntry('1.0')]);
  });

  test('forgets what ran a hundred releases ago', async () => {
    for (let release = 0; release <= 100; release += 1) await recordRelease(tenants(), 'acme', anEntry(`r${release}`));

    const { entries } = await readLedger(tenants(), 'acme');
    expect([entries.length, entries[0]?.release, entries.at(-1)?.release]).toEqual([100, 'r1', 'r100']);
  });

  test('is not guessed at where it was damaged', async () => {
    mkdirSync(join(workspace, '.tenantry', 'ledger'), { recursive: true });
    writeFileSync(file(), '{"tenant": "ac');

    await expect(readLedger(tenants(), 'acme')).rejects.toThrow(
      `${file()} is no ledger: expected {"tenant": "acme", "entries": [...]}; delete it if nothing is to be rolled back to`,
    );
  });
});

describe('release before another', () => {
  test.each([
    { name: 'nothing at the first', ran: ['1.0'], release: '1.0', before: undefined },
    { name: 'what runs while the release has not arrived', ran: ['1.0'], release: '2.0', before: '1.0' },
    { name: 'the one before when the release runs', ran: ['1.0', '2.0'], release: '2.0', before: '1.0' },
    { name: 'what it was rolled back to', ran: ['1.0', '1.5', '2.0', '1.5'], release: '2.0', before: '1.5' },
  ])('is $name', ({ ran, release, before }) => {
    const entries = ran.map((each) => anEntry(each));

    expect(releaseBefore({ tenant: 'acme', entries }, release)?.release).toBe(before);
  });
});
