import * as fc from 'fast-check';
import { isOver } from '../../lib/rollout/is-over';
import { newRollout } from '../../lib/rollout/rollout-state';
import { START, aRing } from '../support/rollout-builders';
import { FAILED, RolloutWorld, type Step } from '../support/rollout-world';

const ring = fc.record({
  size: fc.nat({ max: 6 }),
  bakeMinutes: fc.constantFrom(0, 1, 30),
  concurrency: fc.integer({ min: 1, max: 4 }),
  toleratedFailures: fc.nat({ max: 2 }),
  toleratedPercent: fc.constantFrom(0, 0, 20, 50, 100),
  jitterSeconds: fc.constantFrom(0, 0, 10),
});

const release = fc.array(ring, { minLength: 1, maxLength: 3 }).map((rings) =>
  newRollout(
    {
      release: '2.0',
      rings: rings.map(({ size, ...definition }, index) => ({
        definition: aRing({ ...definition, name: `ring-${index}` }),
        tenants: Array.from({ length: size }, (_, number) => `t${index}-${number}`),
      })),
      steppedOver: [],
    },
    START,
    undefined,
  ),
);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.constant({ type: 'drive' } as const) },
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constant('finish' as const),
      which: fc.nat({ max: 7 }),
      fails: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ type: fc.constant('pass' as const), seconds: fc.constantFrom(1, 5, 60, 1800) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constantFrom('pause', 'resume', 'resume', 'kill', 'retry', 'stepOver' as const) }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('resume', 'abort' as const) }) },
);

describe('a release, whatever happens to it', () => {
  test('starts no more tenants than it has places, none it has done, none past a gate, none while it is stopped', () => {
    fc.assert(
      fc.property(release, fc.array(step, { maxLength: 80 }), (state, steps) => {
        const world = new RolloutWorld(state);
        for (const each of steps) world.do(each);
      }),
      { numRuns: 500 },
    );
  });

  test('taken up again after being cut off anywhere, reaches every tenant, or says why it does not', () => {
    const ends = new Set<string>();
    fc.assert(
      fc.property(release, fc.array(step, { maxLength: 60 }), (state, steps) => {
        const world = new RolloutWorld(state);
        for (const each of steps) world.do(each);
        const end = world.drain();
        ends.add(end.type);
        expect(isOver(world.state)).toBe(end.type !== 'halted');
        expect(end.type === 'done' ? world.missed() : []).toEqual([]);
        expect(end.type === 'halted' && world.failed.size === 0).toBe(false);
        expect(world.stepsOf((name) => name === 'deployed')).toEqual(world.deployed);
        expect(world.stepsOf((name) => FAILED.has(name))).toEqual(world.failed);
      }),
      { numRuns: 500 },
    );
    // All ways to end were met, so that none of the above was said of nothing.
    expect(ends).toEqual(new Set(['done', 'halted', 'aborted']));
  });
});
