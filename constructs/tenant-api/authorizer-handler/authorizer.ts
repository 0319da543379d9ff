import type { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayAuthorizerResult, APIGatewayTokenAuthorizerEvent, Context } from 'aws-lambda';
import type { JwtPayload } from 'aws-jwt-verify/jwt-model';
import { allowStage } from './allow-stage';
import { IssuerError } from './issuer-error';
import { refusalReason } from './refusal-reason';
import type { VerifyToken } from './verify-token';

/** What the authorizer works with. */
export interface AuthorizerDependencies {
  readonly verifyToken: VerifyToken;
  readonly logger: Logger;
}

/** Judges the `Authorization` header of a request. */
export type Authorizer = (
  event: APIGatewayTokenAuthorizerEvent,
  context: Context,
) => Promise<APIGatewayAuthorizerResult>;

/** `Bearer` and a JSON web token: three parts in base64url. */
const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;

/**
 * Makes an authorizer that lets in whoever holds a valid token.
 *
 * A bad token is answered with 401. If the issuer cannot be asked, the authorizer fails, which API Gateway answers with 500.
 */
export function createAuthorizer({ verifyToken, logger }: AuthorizerDependencies): Authorizer {
  return async ({ authorizationToken, methodArn }, context) => {
    logger.addContext(context);
    const token = BEARER.exec(authorizationToken)?.[1];
    if (token === undefined) {
      logger.info('request refused', { reason: 'no bearer token' });
      throw unauthorized();
    }

    const claims = await verify(token);
    // Without a subject, requests could be counted and traced for nobody.
    if (typeof claims.sub !== 'string' || claims.sub === '') {
      logger.info('request refused', { reason: 'names no subject' });
      throw unauthorized();
    }
    return allowStage(methodArn, { subject: claims.sub, scope: scopeOf(claims) });
  };

  async function verify(token: string): Promise<JwtPayload> {
    try {
      return await verifyToken(token);
    } catch (error) {
      if (error instanceof IssuerError) {
        logger.error('issuer cannot be asked', error);
        throw error;
      }
      logger.info('request refused', { reason: refusalReason(error) });
      throw unauthorized();
    }
  }
}

/** API Gateway recognizes this very message, and answers everything else with 500. */
function unauthorized(): Error {
  return new Error('Unauthorized');
}

/** `scope` is the standard's claim; `scp`, often an array, is that of Okta and Entra. */
function scopeOf({ scope, ...claims }: JwtPayload): string {
  const scopes: unknown = scope ?? claims['scp'];
  if (Array.isArray(scopes)) return scopes.filter((item) => typeof item === 'string').join(' ');
  return typeof scopes === 'string' ? scopes : '';
}
