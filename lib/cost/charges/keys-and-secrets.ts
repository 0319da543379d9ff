import { type ChargeRule, charge } from '../charge';
import { longestList } from '../template-values';

/**
 * A key in its first year: each of the first two yearly rotations adds the price of a key.
 *
 * @see https://aws.amazon.com/kms/pricing/
 */
export const key: ChargeRule = () => [charge('key', 1, 'kms-key')];

/** A secret, and each of its replicas. */
export const secret: ChargeRule = ({ ReplicaRegions }) => [
  charge('secret', 1 + (ReplicaRegions === undefined ? 0 : (longestList(ReplicaRegions)?.length ?? 0)), 'secret'),
];

export const parameter: ChargeRule = ({ Tier }) =>
  Tier === 'Advanced' ? [charge('advanced parameter', 1, 'advanced-parameter')] : [];
