import { apply } from '../../lib/rollout/apply';
import { decide } from '../../lib/rollout/decide';
import { isOver } from '../../lib/rollout/is-over';
import type { RolloutEvent } from '../../lib/rollout/rollout-event';
import type { RolloutState } from '../../lib/rollout/rollout-state';
import { startJitterMs } from '../../lib/rollout/start-jitter';
import { START, aRollout, later } from '../support/rollout-builders';

const at = START.toISOString();

/** What happens to a tenant, or to a ring, at the start of the test. */
function after(state: RolloutState, ...events: readonly object[]): RolloutState {
  return events.reduce<RolloutState>((before, event) => apply(before, { at, ...event } as RolloutEvent), state);
}

const deployed = (tenant: string) => [
  { type: 'deploying', tenant },
  { type: 'deployed', tenant },
];
const failed = (tenant: string) => [
  { type: 'deploying', tenant },
  { type: 'deployFailed', tenant, reason: 'no capacity' },
];

/** Of `a` and `b`, `a` has the release, and `b` has failed and is back. */
const ONE_OF_TWO = [
  ...deployed('a'),
  ...failed('b'),
  { type: 'rollingBack', tenant: 'b' },
  { type: 'rolledBack', tenant: 'b', to: '1.9' },
];

describe('a release', () => {
  test('is done at once where there is nobody to get it', () => {
    expect(decide(aRollout({ canary: [], general: [] }), START)).toEqual([{ type: 'done' }]);
  });

  test('starts as many tenants as the ring has places, and no more while they are at work', () => {
    const state = aRollout({ canary: ['a', 'b', 'c'] }, { concurrency: 2 });

    expect(decide(state, START)).toEqual([
      { type: 'start', tenant: 'a' },
      { type: 'start', tenant: 'b' },
    ]);
    const full = after(state, { type: 'deploying', tenant: 'a' }, { type: 'deploying', tenant: 'b' });
    expect(decide(full, START)).toEqual([]);
    expect(decide(after(full, { type: 'deployed', tenant: 'b' }), START)).toEqual([{ type: 'start', tenant: 'c' }]);
  });

  test('waits a moment between two starts, another one for each tenant', () => {
    const state = aRollout({ canary: ['a', 'b', 'c'] }, { concurrency: 3, jitterSeconds: 60 });
    const jitterMs = startJitterMs('2.0', 'b', 60);
    const until = new Date(START.getTime() + jitterMs);

    expect(jitterMs).toBeGreaterThan(0);
    expect(jitterMs).toBeLessThan(60_000);
    expect(startJitterMs('2.0', 'c', 60)).not.toBe(jitterMs);
    expect(startJitterMs('2.1', 'b', 60)).not.toBe(jitterMs);
    expect(decide(state, START)).toEqual([
      { type: 'start', tenant: 'a' },
      { type: 'wait', ring: 'canary', until: until.toISOString() },
    ]);
    const started = after(state, { type: 'deploying', tenant: 'a' });
    expect(decide(started, new Date(until.getTime() - 1))).toEqual([
      { type: 'wait', ring: 'canary', until: until.toISOString() },
    ]);
    expect(decide(started, until)[0]).toEqual({ type: 'start', tenant: 'b' });
  });

  test('lets a ring bake after its last deployment, then looks at the tenants, then enters the next ring', () => {
    const state = after(aRollout({ canary: ['a'], general: ['b'] }, { bakeMinutes: 10 }), ...deployed('a'));

    expect(decide(state, later(599))).toEqual([{ type: 'wait', ring: 'canary', until: later(600).toISOString() }]);
    expect(decide(state, later(600))).toEqual([{ type: 'checkHealth', ring: 'canary', tenants: ['a'] }]);
    const checking = after(state, { type: 'checking', ring: 'canary' });
    expect(decide(checking, later(600))).toEqual([]);
    const checked = after(checking, { type: 'checked', ring: 'canary', unhealthy: [] });
    expect(decide(checked, later(600))).toEqual([{ type: 'start', tenant: 'b' }]);
  });

  test('rolls a failed tenant back, and halts', () => {
    const state = after(aRollout({ canary: ['a', 'b'] }), ...failed('a'));

    expect(decide(state, START)).toEqual([{ type: 'rollBack', tenant: 'a' }]);
    const rolling = after(state, { type: 'rollingBack', tenant: 'a' });
    expect(decide(rolling, START)).toEqual([]);
    const back = after(rolling, { type: 'rolledBack', tenant: 'a', to: '1.9' });
    expect(decide(back, START)).toEqual([{ type: 'halted', ring: 'canary', reason: '1 of 2 tenants failed, 0 may' }]);
  });

  test.each([
    { tolerance: { toleratedFailures: 1 }, next: { type: 'start', tenant: 'b' } },
    { tolerance: { toleratedPercent: 50 }, next: { type: 'start', tenant: 'b' } },
    {
      tolerance: { toleratedPercent: 49 },
      next: { type: 'halted', ring: 'canary', reason: '1 of 2 tenants failed, 0 may' },
    },
  ])('goes on after a failure only within $tolerance', ({ tolerance, next }) => {
    const state = after(
      aRollout({ canary: ['a', 'b'] }, tolerance),
      ...failed('a'),
      { type: 'rollingBack', tenant: 'a' },
      { type: 'rollbackFailed', tenant: 'a', reason: 'nothing ran before' },
    );

    expect(decide(state, START)).toEqual([next]);
  });

  test('rolls tenants back that are not well after baking, and halts before the next ring', () => {
    const state = after(
      aRollout({ canary: ['a', 'b'], general: ['c'] }, { concurrency: 2 }),
      ...deployed('a'),
      ...deployed('b'),
      { type: 'checking', ring: 'canary' },
      { type: 'checked', ring: 'canary', unhealthy: [{ tenant: 'b', reason: 'alarm b-Errors' }] },
    );

    expect(decide(state, START)).toEqual([{ type: 'rollBack', tenant: 'b' }]);
    const back = after(state, { type: 'rollingBack', tenant: 'b' }, { type: 'rolledBack', tenant: 'b', to: '1.9' });
    expect(decide(back, START)).toEqual([{ type: 'halted', ring: 'canary', reason: '1 of 2 tenants failed, 0 may' }]);
    expect(back.rings[0]?.tenants[1]?.progress).toEqual({
      step: 'rolledBack',
      since: at,
      reason: 'alarm b-Errors',
      to: '1.9',
    });
  });

  test('halts where nobody can say whether the tenants are well, and asks again when it is resumed', () => {
    const state = after(
      aRollout({ canary: ['a'], general: ['b'] }),
      ...deployed('a'),
      { type: 'checking', ring: 'canary' },
      { type: 'checkFailed', ring: 'canary', reason: 'access denied', unhealthy: [] },
    );

    expect(decide(state, START)).toEqual([
      { type: 'halted', ring: 'canary', reason: 'the health of its tenants is not known: access denied' },
    ]);
    expect(decide(after(state, { type: 'resumed' }), START)).toEqual([
      { type: 'checkHealth', ring: 'canary', tenants: ['a'] },
    ]);
  });

  test.each(['paused', 'aborted'] as const)('starts nothing when it is %s, and still rolls back', (type) => {
    const state = after(
      aRollout({ canary: ['a', 'b', 'c'] }, { concurrency: 2, toleratedFailures: 1 }),
      { type: 'deploying', tenant: 'a' },
      { type },
    );

    expect(decide(state, START)).toEqual([]);
    const hasFailed = after(state, { type: 'deployFailed', tenant: 'a', reason: 'no capacity' });
    expect(decide(hasFailed, START)).toEqual([{ type: 'rollBack', tenant: 'a' }]);
    const back = after(hasFailed, { type: 'rollingBack', tenant: 'a' }, { type: 'rolledBack', tenant: 'a', to: '1' });
    expect(decide(back, START)).toEqual([{ type }]);
  });

  test('goes on after a pause, never after it was aborted', () => {
    const state = aRollout({ canary: ['a'] });

    expect(decide(after(state, { type: 'paused' }, { type: 'resumed' }), START)).toEqual([
      { type: 'start', tenant: 'a' },
    ]);
    expect(() => after(state, { type: 'aborted' }, { type: 'resumed' })).toThrow(
      '"resumed" cannot happen to the release, which is aborted',
    );
    expect(decide(after(state, { type: 'aborted' }, { type: 'paused' }), START)).toEqual([{ type: 'aborted' }]);
  });

  test('rolls those back that are known not to be well where not all could be asked', () => {
    const state = after(
      aRollout({ canary: ['a', 'b'], general: ['c'] }, { toleratedFailures: 1 }),
      ...deployed('a'),
      ...deployed('b'),
      { type: 'checking', ring: 'canary' },
      {
        type: 'checkFailed',
        ring: 'canary',
        reason: 'b: access denied',
        unhealthy: [{ tenant: 'a', reason: 'alarm a-Errors' }],
      },
    );

    expect(decide(state, START)).toEqual([{ type: 'rollBack', tenant: 'a' }]);
    const back = after(state, { type: 'rollingBack', tenant: 'a' }, { type: 'rolledBack', tenant: 'a', to: '1.9' });
    expect(decide(back, START)).toEqual([
      { type: 'halted', ring: 'canary', reason: 'the health of its tenants is not known: b: access denied' },
    ]);
    expect(decide(after(back, { type: 'resumed' }), START)).toEqual([
      { type: 'checkHealth', ring: 'canary', tenants: ['b'] },
    ]);
  });

  describe('which fails a tenant before anything is changed there', () => {
    const untouched = (tenant: string) => [
      { type: 'deploying', tenant },
      { type: 'deployFailed', tenant, reason: 'a rule is broken', isUntouched: true },
    ];

    test('has nothing to roll back, and halts', () => {
      const state = after(aRollout({ canary: ['a', 'b'] }), ...untouched('a'));

      expect(decide(state, START)).toEqual([
        { type: 'halted', ring: 'canary', reason: '1 of 2 tenants failed, 0 may' },
      ]);
      expect(state.rings[0]?.tenants[0]?.progress).toEqual({
        step: 'untouched',
        since: at,
        reason: 'a rule is broken',
      });
      expect(decide(after(state, { type: 'retried' }), START)).toEqual([{ type: 'start', tenant: 'a' }]);
      expect(isOver(after(state, { type: 'aborted' }))).toBe(true);
    });

    test('goes on where that is tolerated', () => {
      const state = after(aRollout({ canary: ['a'], general: ['b'] }, { toleratedFailures: 1 }), ...untouched('a'));

      expect(decide(state, START)).toEqual([{ type: 'start', tenant: 'b' }]);
    });

    test('rolls it back all the same where a run that was cut off may have changed something', () => {
      const cutOff = after(aRollout({ canary: ['a'] }), { type: 'deploying', tenant: 'a' }, { type: 'interrupted' });

      expect(decide(after(cutOff, ...untouched('a')), START)).toEqual([{ type: 'rollBack', tenant: 'a' }]);
    });

    test('rolls it back all the same where a rollback was not possible before', () => {
      const stuck = after(
        aRollout({ canary: ['a'] }),
        ...failed('a'),
        { type: 'rollingBack', tenant: 'a' },
        { type: 'rollbackFailed', tenant: 'a', reason: 'a template is missing' },
        { type: 'retried' },
      );

      expect(decide(after(stuck, ...untouched('a')), START)).toEqual([{ type: 'rollBack', tenant: 'a' }]);
    });
  });

  test('undoes, once aborted, also what was half done before it was taken up or paused', () => {
    const cutOff = after(aRollout({ canary: ['a', 'b'] }), { type: 'deploying', tenant: 'a' }, { type: 'interrupted' });
    const aborted = after(cutOff, { type: 'paused' }, { type: 'aborted' });

    expect(decide(aborted, START)).toEqual([{ type: 'rollBack', tenant: 'a' }]);
  });

  test('gives tenants it failed another try when that is asked, and looks at their ring again', () => {
    const halted = after(aRollout({ canary: ['a', 'b'] }), ...ONE_OF_TWO);

    const retried = after(halted, { type: 'retried' });
    expect(decide(retried, START)).toEqual([{ type: 'start', tenant: 'b' }]);
    expect(decide(after(retried, ...deployed('b')), START)).toEqual([
      { type: 'checkHealth', ring: 'canary', tenants: ['a', 'b'] },
    ]);
  });

  test('bakes and looks at a ring anew that it has been through, once a tenant got another try there', () => {
    const through = after(
      aRollout({ canary: ['a', 'b'] }, { toleratedFailures: 1, bakeMinutes: 10 }),
      ...ONE_OF_TWO,
      { type: 'checking', ring: 'canary' },
      { type: 'checked', ring: 'canary', unhealthy: [] },
    );
    expect(decide(through, later(1200))).toEqual([{ type: 'done' }]);

    const again = later(1200).toISOString();
    const retried = after(through, { type: 'retried' }, ...deployed('b').map((event) => ({ ...event, at: again })));
    expect(decide(retried, later(1200))).toEqual([{ type: 'wait', ring: 'canary', until: later(1800).toISOString() }]);
    expect(decide(retried, later(1800))).toEqual([{ type: 'checkHealth', ring: 'canary', tenants: ['a', 'b'] }]);
  });

  describe('which gives an earlier ring another try while a later one has a tenant that failed', () => {
    const reopened = after(
      aRollout({ canary: ['a', 'b'], early: ['c'] }, { toleratedFailures: 1 }),
      ...ONE_OF_TWO,
      { type: 'checking', ring: 'canary' },
      { type: 'checked', ring: 'canary', unhealthy: [] },
      ...failed('c'),
      { type: 'rollingBack', tenant: 'c' },
      { type: 'interrupted' },
      { type: 'retried' },
    );
    const rolling = { type: 'rollingBack', tenant: 'c' };
    const back = { type: 'rolledBack', tenant: 'c', to: '1.9' };

    test('rolls that one back first', () => {
      expect(decide(reopened, START)).toEqual([{ type: 'rollBack', tenant: 'c' }]);
      expect(decide(after(reopened, rolling), START)).toEqual([]);
      expect(decide(after(reopened, rolling, back), START)).toEqual([{ type: 'start', tenant: 'b' }]);
    });

    test('is over, once aborted, when it is rolled back', () => {
      const aborted = after(reopened, { type: 'aborted' });

      expect(decide(aborted, START)).toEqual([{ type: 'rollBack', tenant: 'c' }]);
      expect(isOver(aborted)).toBe(false);
      const undone = after(aborted, rolling, back);
      expect(decide(undone, START)).toEqual([{ type: 'aborted' }]);
      expect(isOver(undone)).toBe(true);
    });
  });

  test('enters the next ring also where the last tenant of a ring is not to get it any more', () => {
    const state = after(aRollout({ canary: ['a', 'b'], general: ['c'] }), ...deployed('a'), {
      type: 'steppedOver',
      tenant: 'b',
      reason: 'it is suspended',
    });

    expect(decide(state, START)).toEqual([{ type: 'checkHealth', ring: 'canary', tenants: ['a'] }]);
    expect(state.steppedOver).toEqual([{ tenant: 'b', ring: 'canary', reason: 'it is suspended' }]);
  });

  test('takes no event that cannot happen', () => {
    const state = after(aRollout({ canary: ['a'] }), ...deployed('a'));

    expect(() => after(state, { type: 'deploying', tenant: 'a' })).toThrow(
      '"deploying" cannot happen to tenant a, which is deployed',
    );
    expect(() => after(state, { type: 'deploying', tenant: 'x' })).toThrow('"deploying" cannot happen to this release');
    expect(() => after(state, { type: 'checked', ring: 'canary', unhealthy: [] })).toThrow(
      '"checked" cannot happen to ring canary, whose gate is baking',
    );
  });
});
