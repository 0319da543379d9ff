import { releasePhase, ringPhase } from '../../../lib/operations/fleet-release/release-phase';
import type { RingInRegion } from '../../../lib/operations/fleet-release/ring-executions';

describe('phase of a release', () => {
  test.each([
    [{ status: 'RUNNING' }, { phase: 'running' }],
    [{ status: 'SUCCEEDED' }, { phase: 'done' }],
    [{ status: 'ABORTED', error: 'Paused', cause: 'tenantry' }, { phase: 'paused' }],
    [{ status: 'ABORTED' }, { phase: 'aborted' }],
    [
      { status: 'FAILED', error: 'RingHalted', cause: 'ring canary: 2 of 6 tenants failed, 1 may' },
      { phase: 'halted', reason: 'ring canary: 2 of 6 tenants failed, 1 may' },
    ],
    [
      { status: 'FAILED', error: 'Lambda.Unknown', cause: 'no answer' },
      { phase: 'halted', reason: 'Lambda.Unknown: no answer' },
    ],
    [{ status: 'TIMED_OUT' }, { phase: 'halted', reason: 'TIMED_OUT' }],
  ] as const)('%j is %j', (seen, phase) => {
    expect(releasePhase(seen)).toEqual(phase);
  });
});

describe('phase of a ring', () => {
  const there: RingInRegion = { region: 'eu-central-1', deploy: 'succeeded', check: 'succeeded' };
  const here = (deploy?: RingInRegion['deploy'], check?: RingInRegion['check']): RingInRegion => ({
    region: 'us-east-1',
    ...(deploy !== undefined && { deploy }),
    ...(check !== undefined && { check }),
  });
  const running = { phase: 'running' } as const;
  const paused = { phase: 'paused' } as const;

  test.each([
    ['waiting', [here(), here()], running],
    ['deploying', [here('running'), here('succeeded')], running],
    ['deploying', [here('succeeded'), here()], running],
    ['baking', [here('succeeded'), here('succeeded')], running],
    ['checking', [there, here('succeeded', 'running')], running],
    ['checking', [there, here('succeeded')], running],
    ['passed', [there, there], running],
    ['passed', [there, there], paused],
    ['deploying', [here('running')], paused],
    ['stopped', [here('succeeded')], paused],
    ['stopped', [here('stopped')], paused],
    ['rollingBack', [there, { ...here('stopped'), settle: 'running' }], { phase: 'aborted' }],
    ['stopped', [there, { ...here('stopped'), settle: 'succeeded' }], { phase: 'aborted' }],
    ['halted', [there, here('failed')], running],
    ['halted', [there, there], { phase: 'halted', reason: 'ring canary: 2 of 6 tenants failed, 1 may' }],
    ['passed', [there, there], { phase: 'halted', reason: 'ring canary-2: 2 of 6 tenants failed, 1 may' }],
  ] as const)('is %s where regions are %j and the release is %j', (phase, regions, release) => {
    expect(ringPhase('canary', regions, release)).toBe(phase);
  });
});
