/** Exceptions after which the same call can succeed; nothing was done. */
const REFUSED_FOR_NOW: ReadonlySet<string> = new Set([
  'ConcurrentModificationException',
  // For up to an hour after an organization was created.
  'FinalizingOrganizationException',
  'ThrottlingException',
  'TooManyRequestsException',
]);

/** `FinalizingOrganizationException` may last this long. */
const ONE_HOUR_MS = 3_600_000;

/** A connection that does not come back within this time needs a person. */
const TWO_MINUTES_MS = 120_000;

/**
 * How long a call that AWS refused is worth repeating. Limits, quotas and missing permissions do not pass.
 *
 * @returns milliseconds; 0 if the refusal is final
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html
 */
export function patienceWhenRefused(error: unknown): number {
  return REFUSED_FOR_NOW.has(nameOf(error)) ? ONE_HOUR_MS : 0;
}

/** How long a call is worth repeating that does no harm if it was carried out before; milliseconds. */
export function patienceWhenHarmless(error: unknown): number {
  return isUncertain(error) ? TWO_MINUTES_MS : patienceWhenRefused(error);
}

/**
 * Whether nobody can say if a call was carried out: no answer came, or AWS failed inside.
 *
 * Reading again is harmless. Creating again is not: `CreateAccount` has no client token.
 */
export function isUncertain(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || nameOf(error) === 'CredentialsProviderError') return false;
  // The SDK puts metadata on every failure of a call, and a status on those that are answers.
  const { $metadata } = error as { readonly $metadata?: { readonly httpStatusCode?: number } };
  return $metadata !== undefined && ($metadata.httpStatusCode ?? 500) >= 500;
}

function nameOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
}
