/** A tenant that is not well. */
export interface UnhealthyTenant {
  readonly tenant: string;
  readonly reason: string;
}

/** Something that happened to a release. Times are ISO 8601, in UTC. */
export type RolloutEvent = { readonly at: string } & (
  | { readonly type: 'deploying'; readonly tenant: string }
  | { readonly type: 'deployed'; readonly tenant: string }
  | {
      readonly type: 'deployFailed';
      readonly tenant: string;
      readonly reason: string;
      /** It failed before anything was changed. */
      readonly isUntouched?: true;
    }
  | { readonly type: 'rollingBack'; readonly tenant: string }
  | { readonly type: 'rolledBack'; readonly tenant: string; readonly to: string }
  | { readonly type: 'rollbackFailed'; readonly tenant: string; readonly reason: string }
  /** A tenant that has been waiting is not to get the release any more. */
  | { readonly type: 'steppedOver'; readonly tenant: string; readonly reason: string }
  | { readonly type: 'checking'; readonly ring: string }
  | { readonly type: 'checked'; readonly ring: string; readonly unhealthy: readonly UnhealthyTenant[] }
  /** Not all tenants could be asked; those that could may be unhealthy. */
  | {
      readonly type: 'checkFailed';
      readonly ring: string;
      readonly reason: string;
      readonly unhealthy: readonly UnhealthyTenant[];
    }
  /** Start nothing new until `resumed`. */
  | { readonly type: 'paused' }
  | { readonly type: 'resumed' }
  /** Start nothing new ever again. */
  | { readonly type: 'aborted' }
  /** Who worked on the release was cut off: what was being done is to be done again, or, if the release is aborted, undone. */
  | { readonly type: 'interrupted' }
  /** Tenants that the release failed are to get it after all. */
  | { readonly type: 'retried' }
);
