import { planRollout } from '../../lib/rollout/plan-rollout';
import { aTenant } from '../../lib/testing/config-builders';
import { aRing } from '../support/rollout-builders';

const DEFINITION = { rings: [aRing({ name: 'canary' }), aRing({ name: 'general' })] };

describe('plan of a release', () => {
  test('goes to the tenants of each ring by id, the rings in their order', () => {
    const tenants = [
      aTenant({ id: 'wonka', ring: 'general' }),
      aTenant({ id: 'initech', ring: 'canary' }),
      aTenant({ id: 'acme', ring: 'general' }),
    ];

    const { rings, steppedOver } = planRollout('2.0', DEFINITION, tenants);

    expect(rings.map(({ definition, tenants: ids }) => [definition.name, ids])).toEqual([
      ['canary', ['initech']],
      ['general', ['acme', 'wonka']],
    ]);
    expect(steppedOver).toEqual([]);
  });

  test('steps over tenants that cannot or do not want to get it, and says why', () => {
    const tenants = [
      aTenant({ id: 'a', ring: 'general', state: 'suspended' }),
      aTenant({ id: 'b', ring: 'general', state: 'closed' }),
      aTenant({ id: 'c', ring: 'general', state: 'offboarding' }),
      aTenant({ id: 'd', ring: 'general', state: 'planned', accountId: undefined }),
      aTenant({ id: 'e', ring: 'general', accountId: undefined }),
      aTenant({ id: 'f', ring: 'canary', version: '1.9' }),
      aTenant({ id: 'h', ring: 'general', state: 'planned' }),
      aTenant({ id: 'g', ring: 'canary', version: '2.0' }),
    ];

    const { rings, steppedOver } = planRollout('2.0', DEFINITION, tenants);

    expect(rings.map(({ tenants: ids }) => ids)).toEqual([['g'], []]);
    expect(steppedOver).toEqual([
      { tenant: 'f', ring: 'canary', reason: 'it is pinned to release 1.9' },
      { tenant: 'a', ring: 'general', reason: 'it is suspended' },
      { tenant: 'b', ring: 'general', reason: 'it is closed' },
      { tenant: 'c', ring: 'general', reason: 'it is offboarding' },
      { tenant: 'd', ring: 'general', reason: 'it has no account yet' },
      { tenant: 'e', ring: 'general', reason: 'it has no account yet' },
      { tenant: 'h', ring: 'general', reason: 'it has no account yet' },
    ]);
  });
});
