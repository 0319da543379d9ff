/** How a release goes through one ring. */
export interface RingRollout {
  /** Minutes between the last deployment of the ring and the look at the health of its tenants. */
  readonly bakeMinutes: number;
  /** Tenants that are deployed, or rolled back, at the same time. */
  readonly concurrency: number;
  /** Tenants of the ring that may fail before the release stops; what `toleratedPercent` gives counts if it is more. */
  readonly toleratedFailures: number;
  /** Share of the ring's tenants that may fail, rounded down to whole tenants. */
  readonly toleratedPercent: number;
  /** Most seconds between two starts; each start waits for a share of them that depends on release and tenant. */
  readonly jitterSeconds: number;
}

/** How releases go through the rings of an organization. */
export interface OrganizationRollout extends RingRollout {
  /** What rings have of their own. */
  readonly rings: Readonly<Record<string, Partial<RingRollout>>>;
}

/** How a release goes where the organization says nothing: half an hour of baking, and no failure is tolerated. */
export const DEFAULT_ROLLOUT: RingRollout = {
  bakeMinutes: 30,
  concurrency: 2,
  toleratedFailures: 0,
  toleratedPercent: 0,
  jitterSeconds: 5,
};

/** Tenants one machine may work on at the same time: each has its templates synthesized and its stacks watched. */
export const MAX_ROLLOUT_CONCURRENCY = 20;

/** Tenants Step Functions may work on at the same time: the child executions of a Distributed Map. */
export const MAX_FLEET_CONCURRENCY = 10_000;
