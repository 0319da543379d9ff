/** What an execution of the release's state machine is given. */
export interface ReleaseInput {
  readonly release: string;
  /** Commit the release is made of; empty if there is none. */
  readonly commit: string;
  readonly rings: readonly RingInput[];
}

/** A ring of a release, down to the last number. */
export interface RingInput {
  readonly name: string;
  readonly tenants: number;
  /** Tenants that may fail, in all regions together. */
  readonly tolerated: number;
  readonly bakeSeconds: number;
  readonly regionsAtOnce: number;
  readonly regions: readonly { readonly region: string; readonly manifest: string; readonly concurrency: number }[];
}
