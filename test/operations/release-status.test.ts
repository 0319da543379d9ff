import { releaseStatus } from '../../lib/operations/release-status';
import type { VersionInRegion } from '../../lib/operations/fleet-release/fleet-versions';
import type { LedgerEntry } from '../../lib/operations/rollout/version-ledger';
import { apply } from '../../lib/rollout/apply';
import type { RolloutEvent } from '../../lib/rollout/rollout-event';
import type { RolloutState } from '../../lib/rollout/rollout-state';
import { START, aRollout } from '../support/rollout-builders';

const ACCOUNT = '111111111111';

function anEntry(release: string, accountId = ACCOUNT): LedgerEntry {
  return { release, accountId, since: START.toISOString(), by: 'rollout' };
}

/** Release 2.0 on its way to acme, after these things happened. */
function afterEvents(...events: readonly object[]): RolloutState {
  return events.reduce<RolloutState>(
    (state, event) => apply(state, { at: START.toISOString(), tenant: 'acme', ...event } as RolloutEvent),
    aRollout({ canary: ['acme'], general: ['globex'] }),
  );
}

function status(
  entries: readonly LedgerEntry[],
  rollout?: RolloutState,
  changes: { readonly version?: string; readonly id?: string } = {},
  versions: readonly VersionInRegion[] = [],
) {
  const tenant = { id: 'acme', accountId: ACCOUNT, version: undefined, ...changes };
  return releaseStatus(tenant, { ledger: { tenant: tenant.id, entries }, rollout, versions });
}

/** What Step Functions has on record, an hour after the ledger was written. */
function aVersion(changes: Partial<VersionInRegion> = {}): VersionInRegion {
  const since = new Date(START.getTime() + 3_600_000).toISOString();
  return { region: 'eu-central-1', release: '2.0', commit: 'abc', since, status: 'deployed', ...changes };
}

const FAILED = [{ type: 'deploying' }, { type: 'deployFailed', reason: 'no capacity' }, { type: 'rollingBack' }];

describe('release of a tenant', () => {
  test('is the last of the ledger', () => {
    const { release, problems } = status([anEntry('1.0'), anEntry('1.1')]);

    expect({ release, problems }).toEqual({ release: { runs: anEntry('1.1') }, problems: [] });
  });

  test('is not known of a tenant that nothing was rolled out to', () => {
    expect(status([], undefined, { version: '1.0' })).toEqual({ release: { pinned: '1.0' }, problems: [] });
  });

  test('says which release is to come, and that is no problem', () => {
    const { release, problems } = status([anEntry('1.0')], afterEvents());

    expect(release.latest).toEqual({ release: '2.0', step: 'waiting' });
    expect(problems).toEqual([]);
  });

  test.each([
    { name: 'a roll-out that was aborted before it came', rollout: afterEvents({ type: 'aborted' }), id: 'acme' },
    { name: 'a roll-out that does not go there', rollout: afterEvents(), id: 'hooli' },
  ])('has nothing to come of $name', ({ rollout, id }) => {
    expect(status([anEntry('1.0')], rollout, { id })).toEqual({ release: { runs: anEntry('1.0') }, problems: [] });
  });

  test.each([
    {
      name: 'another release runs than the one that the tenant is pinned to',
      found: status([anEntry('1.1')], undefined, { version: '1.0' }),
      problem: 'release 1.1 runs; the file pins it to 1.0',
    },
    {
      name: 'a release was brought to another account than the lock has',
      found: status([anEntry('1.0', '222222222222')]),
      problem: 'release 1.0 was brought to account 222222222222; accounts.lock.json has 111111111111',
    },
    {
      name: 'the ledger does not have what the roll-out brought',
      found: status([anEntry('1.0')], afterEvents({ type: 'deploying' }, { type: 'deployed' })),
      problem: 'the roll-out brought release 2.0; the ledger has 1.0',
    },
    {
      name: 'a release failed and was rolled back',
      found: status([anEntry('1.0')], afterEvents(...FAILED, { type: 'rolledBack', to: '1.0' })),
      problem: 'release 2.0 was rolled back: no capacity',
    },
    {
      name: 'a release failed and could not be rolled back',
      found: status([anEntry('1.0')], afterEvents(...FAILED, { type: 'rollbackFailed', reason: 'gone' })),
      problem: 'release 2.0 failed: no capacity',
    },
  ])('is a problem where $name', ({ found, problem }) => {
    expect(found.problems).toEqual([problem]);
  });

  test('is what Step Functions brought, where that is later than the ledger', () => {
    const { release, problems } = status([anEntry('1.0')], undefined, {}, [aVersion()]);

    const { since } = aVersion();
    expect(release).toEqual({ runs: { release: '2.0', commit: 'abc', since, by: 'step-functions' } });
    expect(problems).toEqual([]);
  });

  test('is that of the ledger, where a roll-out of a machine came later', () => {
    const earlier = aVersion({ since: new Date(START.getTime() - 1).toISOString() });

    expect(status([anEntry('1.0')], undefined, {}, [earlier]).release).toEqual({ runs: anEntry('1.0') });
  });

  test('is no problem where Step Functions replaced what the last roll-out of this machine had brought', () => {
    const rollout = afterEvents({ type: 'deploying' }, { type: 'deployed' });

    expect(status([anEntry('2.0')], rollout, {}, [aVersion({ release: '3.0' })]).problems).toEqual([]);
  });

  test('says that Step Functions is at it', () => {
    const deploying = aVersion({ status: 'deploying', target: '3.0' });

    expect(status([], undefined, {}, [deploying])).toMatchObject({
      release: { runs: { release: '2.0' }, latest: { release: '3.0', step: 'deploying' } },
      problems: [],
    });
  });

  test.each([
    ['failed', 'release 3.0 failed: no capacity'],
    ['stuck', 'release 3.0 failed: no capacity'],
    ['rolledBack', 'release 3.0 was rolled back: no capacity'],
    ['untouched', 'release 3.0 failed: no capacity'],
    ['a word of a later version', 'release 3.0 failed: no capacity'],
  ])('is a problem where Step Functions ended as %s', (step, problem) => {
    const attempt = aVersion({ status: step, target: '3.0', reason: 'no capacity' });

    expect(status([], undefined, {}, [attempt]).problems).toEqual([problem]);
  });

  test('names the region of a failure where the tenant has two', () => {
    const copy = aVersion({ region: 'eu-west-1', status: 'failed', target: '3.0', reason: 'no capacity' });

    expect(status([], undefined, {}, [aVersion(), copy]).problems).toEqual([
      'release 3.0 failed: eu-west-1: no capacity',
    ]);
  });

  test('forgets a failure of Step Functions once the release was brought in another way', () => {
    const attempt = aVersion({
      release: '1.0',
      since: new Date(START.getTime() - 1).toISOString(),
      status: 'failed',
      target: '2.0',
      reason: 'no capacity',
    });

    expect(status([anEntry('2.0')], undefined, {}, [attempt])).toEqual({
      release: { runs: anEntry('2.0') },
      problems: [],
    });
  });
});
