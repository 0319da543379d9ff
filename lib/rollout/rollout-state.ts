import type { RolloutPlan, SteppedOver } from './plan-rollout';
import type { RingDefinition } from './rollout-definition';

/** Where a release is with one tenant. Times are ISO 8601, in UTC. */
export type TenantProgress =
  | ({ readonly step: 'waiting' } & Earlier)
  | ({ readonly step: 'deploying'; readonly since: string } & Earlier)
  | { readonly step: 'deployed'; readonly since: string }
  /** The release did not do; what ran before is to be brought back. */
  | { readonly step: 'failed'; readonly since: string; readonly reason: string }
  | { readonly step: 'rollingBack'; readonly since: string; readonly reason: string }
  | { readonly step: 'rolledBack'; readonly since: string; readonly reason: string; readonly to: string }
  /** The release did not do, and nothing was changed for it: there is nothing to bring back. */
  | { readonly step: 'untouched'; readonly since: string; readonly reason: string }
  /** Nothing could be brought back: a person has to look. */
  | { readonly step: 'stuck'; readonly since: string; readonly reason: string; readonly rollback: string };

/** What earlier tries left at a tenant. */
interface Earlier {
  /** Perhaps a part of the release, because a run was cut off or could not roll back. */
  readonly isInPart?: true;
}

/** One tenant of a ring. */
export interface TenantState {
  readonly id: string;
  readonly progress: TenantProgress;
}

/** The gate at the end of a ring. */
export type Gate =
  /** There are tenants to deploy to. */
  | { readonly step: 'closed' }
  /** All are deployed; time has to pass. */
  | { readonly step: 'baking'; readonly since: string }
  | { readonly step: 'checking'; readonly since: string }
  /** Nobody could say whether the tenants are well. */
  | { readonly step: 'unknown'; readonly since: string; readonly reason: string }
  /** The tenants have been looked at; those that were not well have failed. */
  | { readonly step: 'checked'; readonly since: string };

/** One ring of a release. */
export interface RingState {
  readonly definition: RingDefinition;
  readonly tenants: readonly TenantState[];
  readonly gate: Gate;
  /** When a deployment of the ring was last started. */
  readonly lastStart?: string;
}

/** All that is known of a release on its way. Plain data: as JSON and back it is the same. */
export interface RolloutState {
  readonly release: string;
  /** Commit the release is made of, where there is one. */
  readonly commit?: string;
  readonly startedAt: string;
  /** What people want: `paused` and `aborted` start nothing new. */
  readonly mode: 'running' | 'paused' | 'aborted';
  readonly rings: readonly RingState[];
  readonly steppedOver: readonly SteppedOver[];
}

/** A release of which nothing has been done. */
export function newRollout(
  { release, rings, steppedOver }: RolloutPlan,
  startedAt: Date,
  commit: string | undefined,
): RolloutState {
  return {
    release,
    ...(commit !== undefined && { commit }),
    startedAt: startedAt.toISOString(),
    mode: 'running',
    rings: rings.map(({ definition, tenants }) => ({
      definition,
      tenants: tenants.map((id) => ({ id, progress: { step: 'waiting' } })),
      gate: { step: 'closed' },
    })),
    steppedOver,
  };
}

/** Steps that are being worked on; each takes one of the places a ring has. */
const AT_WORK: ReadonlySet<TenantProgress['step']> = new Set(['deploying', 'rollingBack']);

/** Steps of tenants that the release has failed. */
const FAILED: ReadonlySet<TenantProgress['step']> = new Set([
  'failed',
  'rollingBack',
  'rolledBack',
  'untouched',
  'stuck',
]);

/** Tenants of a ring that are being deployed or rolled back. */
export function atWork({ tenants }: RingState): readonly TenantState[] {
  return tenants.filter(({ progress }) => AT_WORK.has(progress.step));
}

/** Tenants of a ring that the release has failed. */
export function failures({ tenants }: RingState): readonly TenantState[] {
  return tenants.filter(({ progress }) => FAILED.has(progress.step));
}

/** Tenants of a ring that may fail. */
export function tolerated({ tenants, definition }: RingState): number {
  const { toleratedFailures, toleratedPercent } = definition;
  return Math.max(toleratedFailures, Math.floor((tenants.length * toleratedPercent) / 100));
}
