import { type RegionalVersion, hasFailed, tenantOutcome } from '../../../lib/operations/fleet-release/tenant-outcome';
import type { TenantVersion } from '../../../lib/operations/fleet-release/tenant-version';

function inRegion(version?: TenantVersion, changes: Partial<RegionalVersion> = {}): RegionalVersion {
  return { region: 'eu-central-1', version, isRead: true, isAtWork: true, ...changes };
}

const outcome = (...regions: readonly RegionalVersion[]) => tenantOutcome('acme', '2.0', regions);
const HAS = inRegion({ release: '2.0', status: 'deployed' });
const failing = (status: string) => inRegion({ release: '1.0', status, target: '2.0', reason: 'no capacity' });

test.each([
  ['waiting', inRegion()],
  ['waiting', inRegion({ release: '1.0', status: 'deployed' })],
  ['waiting', inRegion({ release: '1.0', status: 'failed', target: '1.5', reason: 'an earlier one' })],
  ['deployed', HAS],
  ['deploying', inRegion({ release: '1.0', status: 'deploying', target: '2.0' })],
  ['rollingBack', inRegion({ release: '1.0', status: 'rollingBack', target: '2.0', reason: 'no capacity' })],
  ['cutOff', inRegion({ status: 'deploying', target: '2.0' }, { isAtWork: false })],
  ['unknown', inRegion(undefined, { isRead: false })],
])('is %s by what is on record', (step, region) => {
  expect(outcome(region)).toEqual({ tenant: 'acme', step });
  expect(hasFailed(outcome(region))).toBe(false);
});

test.each(['failed', 'untouched', 'rolledBack', 'stuck'])('has failed as %s, and says why', (step) => {
  expect(outcome(failing(step))).toEqual({ tenant: 'acme', step, reason: 'no capacity' });
  expect(hasFailed(outcome(failing(step)))).toBe(true);
});

test('says why it could not be rolled back, too', () => {
  const stuck = inRegion({ status: 'stuck', target: '2.0', reason: 'no capacity', rollback: 'Data would be replaced' });

  expect(outcome(stuck).reason).toBe('no capacity; not rolled back: Data would be replaced');
});

test('has failed where a later version of the state machines wrote a word of its own', () => {
  expect(outcome(failing('surprised'))).toEqual({ tenant: 'acme', step: 'failed', reason: 'no capacity' });
});

test('is where it goes worst in any of its regions', () => {
  const copies = 'eu-west-1';

  expect(outcome(HAS, inRegion(undefined, { region: copies }))).toEqual({ tenant: 'acme', step: 'waiting' });
  expect(outcome(HAS, { ...failing('stuck'), region: copies })).toEqual({
    tenant: 'acme',
    step: 'stuck',
    reason: 'eu-west-1: no capacity',
  });
});
