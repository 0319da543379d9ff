import type { GateEvent, GateVerdict } from './event';

/** Says whether a release may go on after a ring: not if a region gave up, or more tenants failed than may in all regions together. */
export function judgeRing({ ring, tenants, tolerated, outcomes }: GateEvent): GateVerdict {
  const all = outcomes.flat();
  const gaveUp = all.filter(({ status }) => status !== 'succeeded');
  if (gaveUp.length > 0) {
    const reasons = gaveUp.map(({ region, reason, status }) => `${region}: ${reason === '' ? status : reason}`);
    return { open: false, reason: `ring ${ring}: ${reasons.join('; ')}` };
  }
  const failed = all.reduce((sum, each) => sum + each.failed, 0);
  const count = `${failed} of ${tenants} ${tenants === 1 ? 'tenant' : 'tenants'} failed, ${tolerated} may`;
  return { open: failed <= tolerated, reason: `ring ${ring}: ${count}` };
}
