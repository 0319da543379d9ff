import { createHash } from 'node:crypto';

/**
 * Milliseconds a tenant waits after the start before it, so that a thousand deployments do not ask AWS for the same at once.
 *
 * A function of release and tenant: who looks again gets the same answer.
 */
export function startJitterMs(release: string, tenant: string, jitterSeconds: number): number {
  const share = createHash('sha256').update(`${release}/${tenant}`).digest().readUInt32BE() / 2 ** 32;
  return Math.floor(share * jitterSeconds * 1000);
}
