import { nextStepOf, rolloutTable } from '../../../lib/cli/rollout/rollout-report';
import { apply } from '../../../lib/rollout/apply';
import type { RolloutEvent } from '../../../lib/rollout/rollout-event';
import { phaseOf } from '../../../lib/rollout/rollout-phase';
import type { RolloutState } from '../../../lib/rollout/rollout-state';
import { START, aRollout } from '../../support/rollout-builders';

const at = START.toISOString();

function after(...events: readonly object[]): RolloutState {
  return events.reduce<RolloutState>(
    (state, event) => apply(state, { at, ...event } as RolloutEvent),
    aRollout({ canary: ['a', 'b'] }),
  );
}

const DEPLOYING = { type: 'deploying', tenant: 'a' };
const FAILED = [DEPLOYING, { type: 'deployFailed', tenant: 'a', reason: 'no capacity' }];
const STUCK = [...FAILED, { type: 'rollingBack', tenant: 'a' }, { type: 'rollbackFailed', tenant: 'a', reason: 'no' }];
const RETRY = 'tenantry rollout resume --retry once the cause is gone, or tenantry rollout abort';

describe('phase of a release', () => {
  test.each([
    { name: 'a process drives it', events: [DEPLOYING], isDriven: true, phase: 'running', next: undefined },
    { name: 'no process does', events: [DEPLOYING], phase: 'cut-off', next: 'tenantry rollout resume' },
    { name: 'it was paused', events: [{ type: 'paused' }], phase: 'paused', next: 'tenantry rollout resume' },
    { name: 'too many failed', events: STUCK, phase: 'halted', next: RETRY },
    { name: 'a tenant is still to be rolled back', events: FAILED, phase: 'cut-off', next: 'tenantry rollout resume' },
    { name: 'it was aborted', events: [{ type: 'aborted' }], phase: 'aborted', next: undefined },
    {
      name: 'it was aborted with a rollback open',
      events: [...FAILED, { type: 'aborted' }],
      phase: 'cut-off',
      next: 'tenantry rollout resume',
    },
    {
      name: 'nobody is left',
      events: ['a', 'b'].map((tenant) => ({ type: 'steppedOver', tenant, reason: 'it is closed' })),
      phase: 'done',
      next: undefined,
    },
  ])('is $phase where $name', ({ events, isDriven = false, phase, next }) => {
    const found = phaseOf(after(...events), isDriven, START);

    expect(found.phase).toBe(phase);
    expect(nextStepOf(found)).toBe(next);
  });
});

test('a tenant that failed before anything was changed is told of as such', () => {
  const failed = { type: 'deployFailed', tenant: 'a', reason: 'a rule is broken', isUntouched: true };

  expect(rolloutTable(after(DEPLOYING, failed)).split('\n').at(-1)).toBe(
    'a: failed, nothing was changed: a rule is broken',
  );
});
