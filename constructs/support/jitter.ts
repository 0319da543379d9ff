import { createHash } from 'node:crypto';

/**
 * Spreads seeds evenly over buckets, the same seed always to the same bucket.
 *
 * Gives the schedules of a fleet different starting times without randomness: seed with what tells one
 * deployment from the next, and with the purpose, so that two schedules of one deployment differ too.
 *
 * @param seed any text, e.g. `acme/backup`
 * @param buckets how many there are; a whole number, at least 1
 * @returns a whole number from 0 to `buckets - 1`
 * @throws RangeError if there is no bucket to choose
 */
export function jitter(seed: string, buckets: number): number {
  if (!Number.isInteger(buckets) || buckets < 1 || buckets > MOST_BUCKETS) {
    throw new RangeError(`buckets must be a whole number from 1 to ${MOST_BUCKETS}, got ${buckets}`);
  }
  return createHash('sha256').update(seed).digest().readUIntBE(0, HASH_BYTES) % buckets;
}

/** The most bytes that a number holds exactly. */
const HASH_BYTES = 6;

/** Far fewer than there are hashes, so that no bucket is noticeably likelier than another. */
const MOST_BUCKETS = 2 ** 31;
