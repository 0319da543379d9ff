/** What is done with a ring in one region. */
export interface RingEvent {
  /** Name of the execution of the release; the region's execution is named after it. */
  readonly execution: string;
  readonly release: string;
  readonly commit: string;
  readonly ring: string;
  /** Key of the ring's list of tenants in the region's bucket. */
  readonly manifest: string;
  readonly region: string;
  readonly concurrency: number;
  readonly tolerated: number;
  /** Whether the ring was halted, and only what that cut off is to be done. */
  readonly halted: boolean;
}

/** How it goes with a ring in one region. */
export interface RingProgress {
  readonly region: string;
  readonly status: 'running' | 'succeeded' | 'failed';
  readonly failed: number;
  /** Why it failed; empty where it did not. */
  readonly reason: string;
}

/** What the gate of a ring is asked. */
export interface GateEvent {
  readonly ring: string;
  readonly tenants: number;
  readonly tolerated: number;
  /** What became of the ring so far, in every region: of deploying, and of looking at it. */
  readonly outcomes: readonly (readonly RingProgress[])[];
}

/** What the gate answers. */
export interface GateVerdict {
  readonly open: boolean;
  /** One line for people that names the ring. */
  readonly reason: string;
}
