import { createHash } from 'node:crypto';

/** The longest name Step Functions takes. */
const MAX_LENGTH = 80;

/** Characters that are kept of a hash; enough to tell the rings of a release apart. */
const HASH_LENGTH = 12;

/**
 * Name of the execution for a ring in a region: the same for the same ring of the same execution of a release, so that it is started once.
 *
 * Joined by what is in no name of a ring: `1.4.0-eu` in ring `canary` is not `1.4.0` in ring `eu-canary`. A long one is cut, and keeps a hash of all of it.
 */
export function executionName(execution: string, ring: string): string {
  const name = `${execution}_${ring}`;
  if (name.length <= MAX_LENGTH) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, HASH_LENGTH);
  return `${name.slice(0, MAX_LENGTH - HASH_LENGTH - 1)}-${hash}`;
}

/**
 * What a ring is called while those of its tenants are brought back whose deployment was cut off by a person: an execution beside the one that was stopped.
 *
 * No ring has two hyphens in its name.
 */
export function cutOffIn(ring: string): string {
  return `${ring}--cut-off`;
}
