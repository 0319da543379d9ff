import type { TenantRow } from './fleet-status';

/** A release nobody has on record, as people choose it. */
export const NO_RELEASE = 'none on record';

/** What a tenant runs, as people choose it. */
export function releaseOf({ status }: Pick<TenantRow, 'status'>): string {
  return status.release.runs?.release ?? NO_RELEASE;
}
