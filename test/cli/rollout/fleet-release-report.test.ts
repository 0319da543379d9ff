import { stripVTControlCharacters } from 'node:util';
import { fleetNextStep, fleetReleaseTable } from '../../../lib/cli/rollout/fleet-release-report';
import type { FleetReleaseStatus } from '../../../lib/operations/fleet-release/fleet-release-status';
import type { TenantOutcome } from '../../../lib/operations/fleet-release/tenant-outcome';

function aStatus(
  phase: FleetReleaseStatus['phase'],
  tenants: readonly TenantOutcome[] = [{ tenant: 'acme', step: 'deployed' }],
): FleetReleaseStatus {
  return {
    release: '1.4.0',
    commit: '',
    execution: '1.4.0',
    executionArn: 'arn:aws:states:eu-central-1:100000000002:execution:tenantry-release:1.4.0',
    phase,
    rings: [{ name: 'canary', phase: 'deploying', size: tenants.length, tolerated: 0, regions: [], tenants }],
    unread: [],
  };
}

const failed = { tenant: 'acme', step: 'rolledBack', reason: 'no capacity' } as const;

test.each([
  ['running', undefined],
  ['done', undefined],
  ['paused', 'tenantry rollout resume --engine step-functions, or start another release'],
  ['aborted', 'tenantry rollout resume --engine step-functions, or start another release'],
  ['halted', 'tenantry rollout resume --engine step-functions once the cause is gone, or start a better release'],
] as const)('what to do about a release that is %s', (phase, next) => {
  expect(fleetNextStep(aStatus(phase))).toBe(next);
});

test('tenants that failed within the tolerance can be given another try', () => {
  expect(fleetNextStep(aStatus('done', [failed]))).toBe(
    'tenantry rollout resume --engine step-functions gives tenants that failed another try',
  );
});

test('counts tenants by where they are, and has a line for each that somebody should look at', () => {
  const table = fleetReleaseTable(
    aStatus('running', [
      { tenant: 'a', step: 'waiting' },
      { tenant: 'b', step: 'unknown' },
      { tenant: 'c', step: 'deploying' },
      { tenant: 'd', step: 'rollingBack' },
      { tenant: 'e', step: 'cutOff' },
      { tenant: 'f', step: 'deployed' },
      { tenant: 'g', step: 'failed', reason: 'no capacity' },
      { tenant: 'h', step: 'untouched', reason: 'no role' },
      { tenant: 'i', step: 'stuck', reason: 'no way back' },
      failed,
    ]),
  );

  expect(stripVTControlCharacters(table).split('\n').slice(1)).toEqual([
    'canary       10        2        2        1         1       4         0  deploying',
    'e: was being deployed to when the ring was stopped; resume, abort or another release sees to it',
    'g: failed: no capacity',
    'h: failed, nothing was changed: no role',
    'i: failed, not rolled back: no way back',
    'acme: failed, rolled back: no capacity',
  ]);
});
