/** How often an operation may be called. */
export interface RateLimit {
  readonly perSecond: number;
  /** Calls that may come at once after a pause. */
  readonly burst: number;
}

/**
 * Rates of AWS Organizations, for all callers of a management account together.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export const RATE_LIMITS = {
  CreateAccount: { perSecond: 0.1, burst: 3 },
  CreateOrganizationalUnit: { perSecond: 1, burst: 2 },
  DescribeCreateAccountStatus: { perSecond: 2, burst: 2 },
  ListAccounts: { perSecond: 4, burst: 8 },
  ListCreateAccountStatus: { perSecond: 1, burst: 3 },
  ListOrganizationalUnitsForParent: { perSecond: 2, burst: 4 },
  ListParents: { perSecond: 5, burst: 5 },
  ListRoots: { perSecond: 1, burst: 2 },
  ListTagsForResource: { perSecond: 5, burst: 10 },
  MoveAccount: { perSecond: 2, burst: 2 },
  TagResource: { perSecond: 4, burst: 4 },
} as const satisfies Readonly<Record<string, RateLimit>>;

/**
 * Requests for accounts that may be in progress at once in an organization.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export const MAX_REQUESTS_IN_PROGRESS = 5;

/** The clock, as an argument. */
export interface Clock {
  /** Milliseconds since some fixed moment. */
  now(): number;
  pause(milliseconds: number): Promise<void>;
}

/** Keeps calls of one operation within its rate: a token bucket whose callers wait their turn. */
export class RateLimiter {
  private nextFreeMs = Number.NEGATIVE_INFINITY;

  public constructor(
    private readonly limit: RateLimit,
    private readonly clock: Clock,
  ) {}

  /** Waits until a call may be made; takes the turn at once, so that concurrent callers queue up. */
  public async turn(): Promise<void> {
    const intervalMs = 1000 / this.limit.perSecond;
    const now = this.clock.now();
    // The earliest moment at which the bucket would be full again bounds what may have been saved up.
    const earliest = now - (this.limit.burst - 1) * intervalMs;
    const mine = Math.max(this.nextFreeMs, earliest);
    this.nextFreeMs = mine + intervalMs;
    if (mine > now) await this.clock.pause(mine - now);
  }
}
