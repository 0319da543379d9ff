import * as fc from 'fast-check';
import type { RingProgress } from '../../../constructs/fleet-rollout/ring-handler/event';
import { judgeRing } from '../../../constructs/fleet-rollout/ring-handler/judge-ring';

const region = (changes: Partial<RingProgress> = {}): RingProgress => ({
  region: 'eu-central-1',
  status: 'succeeded',
  failed: 0,
  reason: '',
  ...changes,
});

const judge = (outcomes: RingProgress[][], tolerated = 1) =>
  judgeRing({ ring: 'canary', tenants: 20, tolerated, outcomes });

test('lets a release go on while no more tenants failed than may, in all regions together', () => {
  expect(judge([[region({ failed: 1 }), region({ region: 'us-east-1' })]])).toEqual({
    open: true,
    reason: 'ring canary: 1 of 20 tenants failed, 1 may',
  });
});

test('counts tenants that failed and tenants that are not well against the same number', () => {
  expect(judge([[region({ failed: 1 })], [region({ failed: 1 })]])).toEqual({
    open: false,
    reason: 'ring canary: 2 of 20 tenants failed, 1 may',
  });
});

test('halts where a region gave up, and says which and why', () => {
  const gaveUp = region({ region: 'us-east-1', status: 'failed', reason: 'States.ExceedToleratedFailureThreshold' });

  expect(judge([[region(), gaveUp]], 20)).toEqual({
    open: false,
    reason: 'ring canary: us-east-1: States.ExceedToleratedFailureThreshold',
  });
});

test('halts where a region is not done', () => {
  expect(judge([[region(), region({ region: 'us-east-1', status: 'running' })]])).toEqual({
    open: false,
    reason: 'ring canary: us-east-1: running',
  });
});

test('opens for no outcome with a region that is not done, and never for more failures than may', () => {
  const outcome = fc.record({
    region: fc.constantFrom('eu-central-1', 'us-east-1'),
    status: fc.constantFrom('running', 'succeeded', 'failed'),
    failed: fc.nat(5),
    reason: fc.string(),
  }) as fc.Arbitrary<RingProgress>;
  fc.assert(
    fc.property(fc.array(fc.array(outcome), { maxLength: 2 }), fc.nat(10), (outcomes, tolerated) => {
      const { open, reason } = judge(outcomes, tolerated);
      const all = outcomes.flat();
      const failed = all.reduce((sum, each) => sum + each.failed, 0);
      expect(open).toBe(all.every(({ status }) => status === 'succeeded') && failed <= tolerated);
      expect(reason).toMatch(/^ring canary: /);
    }),
  );
});
