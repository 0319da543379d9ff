import { rolloutDefinition } from '../../lib/rollout/rollout-definition';
import { DEFAULT_ROLLOUT } from '../../lib/config/rollout';

const RINGS = ['canary', 'general'];

describe('the way of a release through the rings', () => {
  test('bakes half an hour and tolerates no failure where nothing is said', () => {
    expect(rolloutDefinition({ rings: RINGS, rollout: { ...DEFAULT_ROLLOUT, rings: {} } }).rings).toEqual([
      { name: 'canary', bakeMinutes: 30, concurrency: 2, toleratedFailures: 0, toleratedPercent: 0, jitterSeconds: 5 },
      { name: 'general', bakeMinutes: 30, concurrency: 2, toleratedFailures: 0, toleratedPercent: 0, jitterSeconds: 5 },
    ]);
  });

  test('takes what a ring has of its own, and before that what this release does in another way', () => {
    const rollout = { ...DEFAULT_ROLLOUT, rings: { general: { concurrency: 10, bakeMinutes: 60 } } };

    expect(rolloutDefinition({ rings: RINGS, rollout }, { concurrency: 4 }).rings).toEqual([
      expect.objectContaining({ name: 'canary', concurrency: 4, bakeMinutes: 30 }),
      expect.objectContaining({ name: 'general', concurrency: 4, bakeMinutes: 60 }),
    ]);
  });
});
