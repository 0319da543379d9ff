import { JwtVerifier } from 'aws-jwt-verify';
import { FetchError, JwkValidationError, JwksValidationError } from 'aws-jwt-verify/error';
import type { Fetcher } from 'aws-jwt-verify/https';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import type { JwtPayload } from 'aws-jwt-verify/jwt-model';
import { discoverKeyAddress } from './discover-key-address';
import type { AuthorizerEnvironment } from './environment';
import { IssuerError } from './issuer-error';

/**
 * Returns the claims of a token that is genuine, valid now and made out for the API.
 *
 * @throws IssuerError if the token cannot be judged, because the issuer's keys are not to be had
 * @throws Error of any other kind if the token is no good
 */
export type VerifyToken = (token: string) => Promise<JwtPayload>;

/**
 * Makes the verification for one issuer.
 *
 * The issuer is asked at the first token, and again only until it has answered once; its keys are kept, and fetched
 * again when a token is signed with a new one.
 */
export function tokenVerifier({ issuer, audience }: AuthorizerEnvironment, fetcher: Fetcher): VerifyToken {
  const jwksCache = new SimpleJwksCache({ fetcher });
  const makeVerifier = async () => {
    const jwksUri = await discoverKeyAddress(issuer, fetcher);
    return JwtVerifier.create({ issuer, audience: [...audience], jwksUri }, { jwksCache });
  };
  let verifier: ReturnType<typeof makeVerifier> | undefined;

  return async (token) => {
    verifier ??= makeVerifier().catch((error: unknown) => {
      verifier = undefined;
      throw error;
    });
    const ready = await verifier;
    try {
      return await ready.verify(token);
    } catch (error) {
      if (saysNothingOfTheToken(error)) throw new IssuerError(`cannot read the keys of "${issuer}"`, { cause: error });
      throw error;
    }
  };
}

function saysNothingOfTheToken(error: unknown): boolean {
  return error instanceof FetchError || error instanceof JwksValidationError || error instanceof JwkValidationError;
}
