import { tellRollout } from '../../../lib/cli/rollout/tell-rollout';
import { apply } from '../../../lib/rollout/apply';
import type { RolloutEvent } from '../../../lib/rollout/rollout-event';
import { START, aRollout } from '../../support/rollout-builders';

const at = START.toISOString();

/** The lines told of these events, with how loud they are. */
function told(...events: readonly object[]): string[] {
  const lines: string[] = [];
  const say = (level: string) => (text: string) => lines.push(`${level} ${text}`);
  const notify = tellRollout({ result: say('result'), info: say('info'), warn: say('warn'), error: say('error') });
  let state = aRollout({ canary: ['a', 'b'] }, { concurrency: 2 });
  for (const each of events) {
    const event = { at, ...each } as RolloutEvent;
    state = apply(state, event);
    notify(event, state);
  }
  notify({ type: 'wait', ring: 'canary', until: '2026-03-01T12:30:00.000Z' }, state);
  return lines;
}

test('tells of a tenant that has the release, how many there are, and until when the ring bakes', () => {
  const deployed = ['a', 'b'].flatMap((tenant) => [
    { type: 'deploying', tenant },
    { type: 'deployed', tenant },
  ]);

  expect(told(...deployed)).toEqual([
    'info a: deploying release 2.0',
    'info a: has release 2.0 (1 of 2 in ring canary)',
    'info b: deploying release 2.0',
    'info b: has release 2.0 (2 of 2 in ring canary)',
    'info ring canary: bakes until 2026-03-01T12:30:00.000Z',
  ]);
});

test('tells why a tenant failed, and what became of it; not of moments between two starts', () => {
  const failing = { type: 'deployFailed', tenant: 'a', reason: 'no capacity' };
  const begin = [{ type: 'deploying', tenant: 'a' }, failing, { type: 'rollingBack', tenant: 'a' }];

  expect(told(...begin, { type: 'rolledBack', tenant: 'a', to: '1.9' }).slice(1)).toEqual([
    'error a: no capacity',
    'info a: rolling back',
    'warn a: rolled back to release 1.9',
  ]);
  expect(told(...begin, { type: 'rollbackFailed', tenant: 'a', reason: 'nothing ran before' }).at(-1)).toBe(
    'error a: not rolled back: nothing ran before',
  );
});

test('tells whom the release does not go to any more', () => {
  expect(told({ type: 'steppedOver', tenant: 'a', reason: 'it is suspended' })).toEqual([
    'warn a: stepped over, because it is suspended',
  ]);
});

test('tells who is not well also where not all could be asked', () => {
  const deployed = ['a', 'b'].flatMap((tenant) => [
    { type: 'deploying', tenant },
    { type: 'deployed', tenant },
  ]);
  const checkFailed = {
    type: 'checkFailed',
    ring: 'canary',
    reason: 'a: access denied',
    unhealthy: [{ tenant: 'b', reason: 'in alarm: b-Errors' }],
  };

  expect(told(...deployed, { type: 'checking', ring: 'canary' }, checkFailed).slice(5)).toEqual([
    'error b: in alarm: b-Errors',
    'error ring canary: a: access denied',
  ]);
});

test.each([
  { unhealthy: [], lines: ['info ring canary: its tenants are well'] },
  {
    unhealthy: [{ tenant: 'b', reason: 'in alarm: b-Errors' }],
    lines: ['error b: in alarm: b-Errors', 'info ring canary: 1 tenant is not well'],
  },
])('tells how the tenants of a ring are: $lines', ({ unhealthy, lines }) => {
  const deployed = ['a', 'b'].flatMap((tenant) => [
    { type: 'deploying', tenant },
    { type: 'deployed', tenant },
  ]);
  const checked = { type: 'checked', ring: 'canary', unhealthy };

  expect(told(...deployed, { type: 'checking', ring: 'canary' }, checked).slice(4)).toEqual([
    'info ring canary: looking at the alarms of its tenants',
    ...lines,
  ]);
});
