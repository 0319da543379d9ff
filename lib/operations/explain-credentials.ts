import { OperationError } from '../errors';

/** What AWS says of credentials that were good once. */
const EXPIRED: ReadonlySet<string> = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
  'TokenRefreshRequired',
]);

/** What the SDK and AWS say where there are none, or none that AWS knows. */
const UNUSABLE: ReadonlySet<string> = new Set([
  'CredentialsProviderError',
  'InvalidClientTokenId',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
]);

/**
 * Turns a failure of credentials into one that says what to do; gives any other failure back as it is.
 *
 * @param of whose credentials they are to be, e.g. `the management account`
 */
export function explainCredentials(error: unknown, of: string): unknown {
  if (!(error instanceof Error)) return error;
  if (EXPIRED.has(error.name)) {
    return new OperationError(
      `the credentials of ${of} have expired (${error.name}); log in again, then run this again`,
      {
        cause: error,
      },
    );
  }
  if (UNUSABLE.has(error.name)) {
    return new OperationError(
      `there are no usable credentials of ${of} (${error.message}); log in, or name a profile that has them, then run this again`,
      { cause: error },
    );
  }
  return error;
}

/** Whose credentials they are to be, with the profile they were looked for in. */
export function credentialsOf(account: string, profile: string | undefined): string {
  return profile === undefined ? account : `${account} (profile "${profile}")`;
}
