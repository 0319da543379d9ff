import type { Organization } from '../config/organization';
import type { RingRollout } from '../config/rollout';

/** How a release goes through one ring, by the ring's name. */
export interface RingDefinition extends RingRollout {
  readonly name: string;
}

/** How a release goes through the rings, in the order in which it reaches them. Any engine can follow it: it is data alone. */
export interface RolloutDefinition {
  readonly rings: readonly RingDefinition[];
}

/**
 * The way of a release through the rings of an organization: what the organization says of all rings, and of single ones.
 *
 * @param overrides what one release does in another way, in every ring
 */
export function rolloutDefinition(
  { rings, rollout }: Pick<Organization, 'rings' | 'rollout'>,
  overrides: Partial<RingRollout> = {},
): RolloutDefinition {
  const { rings: own, ...all } = rollout;
  return { rings: rings.map((name) => ({ name, ...all, ...own[name], ...overrides })) };
}
