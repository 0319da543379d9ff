import {
  JwtExpiredError,
  JwtInvalidAudienceError,
  JwtInvalidIssuerError,
  JwtInvalidSignatureAlgorithmError,
  JwtInvalidSignatureError,
  JwtNotBeforeError,
  JwtParseError,
  JwtWithoutValidKidError,
  KidNotFoundInJwksError,
  WaitPeriodNotYetEndedJwkError,
} from 'aws-jwt-verify/error';

const REASONS: readonly (readonly [abstract new (...parameters: never[]) => Error, string])[] = [
  [JwtExpiredError, 'expired'],
  [JwtNotBeforeError, 'not valid yet'],
  [JwtInvalidAudienceError, 'made out for another audience'],
  [JwtInvalidIssuerError, 'made out by another issuer'],
  [JwtInvalidSignatureAlgorithmError, 'signed with an algorithm that is not accepted'],
  [JwtInvalidSignatureError, 'signature does not fit'],
  [JwtWithoutValidKidError, 'names no key'],
  [KidNotFoundInJwksError, 'signed with a key the issuer does not publish'],
  [WaitPeriodNotYetEndedJwkError, 'signed with an unknown key, soon after another one was'],
  [JwtParseError, 'not a JSON web token'],
];

/** Why a token was refused, for the logs: in our own words, as the library's quote the token's claims. */
export function refusalReason(error: unknown): string {
  return REASONS.find(([kind]) => error instanceof kind)?.[1] ?? 'not accepted';
}
