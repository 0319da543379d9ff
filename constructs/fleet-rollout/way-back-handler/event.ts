/** A stack as a list of tenants has it; only what the way back goes by is named. */
export interface StackOnRecord {
  readonly name: string;
  readonly templateUrl: string;
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  readonly terminationProtection: boolean;
}

/** What is on record of a tenant, as DynamoDB writes it. */
export interface VersionRecord {
  readonly status?: { readonly S: string };
  readonly release?: { readonly S: string };
  readonly commit?: { readonly S: string };
  /** The tenant as the list of that release had it, as JSON. */
  readonly item?: { readonly S: string };
  readonly releaseBefore?: { readonly S: string };
  readonly commitBefore?: { readonly S: string };
  readonly itemBefore?: { readonly S: string };
  /** Names of stacks that may not be as the release on record left them. */
  readonly changed?: { readonly SS: readonly string[] };
}

/** What is asked: how is a tenant brought back to what ran before this release? */
export interface WayBackEvent {
  /** The release that failed the tenant. */
  readonly release: string;
  /** Role that deploys to the tenant now. */
  readonly deployRole: string;
  readonly record: VersionRecord;
}

/** A stack on the way back: as it is on record, or by its name alone if it was not there. */
export type StackOnWayBack = (StackOnRecord & { readonly allowed: readonly string[] }) | { readonly name: string };

/** What is answered. */
export type WayBack =
  | {
      readonly way: 'back';
      /** What the tenant has when it is back. */
      readonly to: { readonly release: string; readonly commit: string; readonly item: string };
      /** Names of the stacks, sorted; at least one. */
      readonly changed: readonly string[];
      /** In the order in which they are brought back. */
      readonly stacks: readonly StackOnWayBack[];
    }
  /** Nothing was changed. */
  | { readonly way: 'untouched' }
  /** Nobody knows what to bring back. */
  | { readonly way: 'none'; readonly reason: string };
