/** Requests an account may get in one region, across all its APIs. */
export interface ThrottleLimit {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

const USUAL: ThrottleLimit = { rateLimit: 10_000, burstLimit: 5_000 };
const SMALL: ThrottleLimit = { rateLimit: 2_500, burstLimit: 1_250 };

const SMALL_REGIONS: ReadonlySet<string> = new Set([
  'af-south-1',
  'ap-south-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-7',
  'ca-west-1',
  'eu-central-2',
  'eu-south-1',
  'eu-south-2',
  'il-central-1',
  'me-central-1',
  'mx-central-1',
]);

/**
 * API Gateway's default throttle quota of an account in a region.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 */
export function accountThrottleLimit(region: string): ThrottleLimit {
  return SMALL_REGIONS.has(region) ? SMALL : USUAL;
}
