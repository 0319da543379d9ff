import { nextStep } from '../../lib/fleet/next-step';
import { aTenant } from '../../lib/testing/config-builders';

test.each([
  ['is ready', {}, 'tenants', 0, "cdk deploy 'acme/*' -c tenant=acme"],
  ['lives in another folder', {}, '../fleet', 0, "cdk deploy 'acme/*' -c tenant=acme -c tenants=../fleet"],
  ['has findings', {}, 'tenants', 3, 'mend its findings'],
  ['has no account', { accountId: undefined }, 'fleet', 0, 'tenantry up acme --tenants fleet'],
  [
    'is suspended',
    { state: 'suspended' as const },
    'tenants',
    0,
    'to bring it back, set state to "active" in tenants/acme.ts',
  ],
  [
    'is planned',
    { state: 'planned' as const },
    'tenants',
    0,
    'when it is sold, set state to "active" in tenants/acme.ts',
  ],
  ['is closed', { state: 'closed' as const, accountId: undefined }, 'tenants', 0, ''],
])('names the one thing to do for a tenant that %s', (_, changes, directory, findings, expected) => {
  expect(nextStep(aTenant(changes), directory, findings)).toBe(expected);
});
