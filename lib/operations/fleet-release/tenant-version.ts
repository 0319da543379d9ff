/** What the table of a region has on record of a tenant. */
export interface TenantVersion {
  /** Last release that was completed; absent before the first. */
  readonly release?: string;
  /** Commit it was made of; absent if none was told. */
  readonly commit?: string;
  /** ISO 8601, in UTC. */
  readonly since?: string;
  /** How it goes with `target`, or `deployed`. */
  readonly status: string;
  /** Release of the latest attempt, where it is not the one that runs. */
  readonly target?: string;
  /** Why the latest attempt ended otherwise. */
  readonly reason?: string;
  /** Why the tenant could not be given back what ran before. */
  readonly rollback?: string;
}

/** Why the latest attempt ended as it did, and why it could not be undone; undefined if nothing is on record. */
export function failureOf({ reason, rollback }: TenantVersion): string | undefined {
  const notUndone = rollback === undefined ? [] : [`not rolled back: ${rollback}`];
  const lines = [...(reason === undefined ? [] : [reason]), ...notUndone];
  return lines.length === 0 ? undefined : lines.join('; ');
}
