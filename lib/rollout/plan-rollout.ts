import type { Tenant } from '../config/tenant';
import type { RingDefinition, RolloutDefinition } from './rollout-definition';

/** A tenant a release does not go to. */
export interface SteppedOver {
  readonly tenant: string;
  readonly ring: string;
  /** As half a sentence, e.g. `it is suspended`. */
  readonly reason: string;
}

/** Which tenants a release goes to, ring by ring, and which not. */
export interface RolloutPlan {
  readonly release: string;
  readonly rings: readonly { readonly definition: RingDefinition; readonly tenants: readonly string[] }[];
  readonly steppedOver: readonly SteppedOver[];
}

/**
 * Says where a release goes: to the tenants in use, in the rings' order and there by id.
 *
 * A tenant that is pinned to this very release gets it.
 */
export function planRollout(release: string, { rings }: RolloutDefinition, tenants: readonly Tenant[]): RolloutPlan {
  const inOrder = tenants.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const ofRing = (ring: string): Tenant[] => inOrder.filter((tenant) => tenant.ring === ring);
  return {
    release,
    rings: rings.map((definition) => ({
      definition,
      tenants: ofRing(definition.name)
        .filter((tenant) => whyNot(tenant, release) === undefined)
        .map(({ id }) => id),
    })),
    steppedOver: rings.flatMap(({ name: ring }) =>
      ofRing(ring).flatMap((tenant) => {
        const reason = whyNot(tenant, release);
        return reason === undefined ? [] : [{ tenant: tenant.id, ring, reason }];
      }),
    ),
  };
}

/** Why a release does not go to a tenant, as half a sentence; undefined if it does. */
export function whyNot({ state, accountId, version }: Tenant, release: string): string | undefined {
  if (state === 'suspended' || state === 'offboarding' || state === 'closed') return `it is ${state}`;
  if (accountId === undefined || state === 'planned') return 'it has no account yet';
  if (version !== undefined && version !== release) return `it is pinned to release ${version}`;
  return undefined;
}
