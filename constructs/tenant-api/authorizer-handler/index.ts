import { Logger } from '@aws-lambda-powertools/logger';
import { SimpleFetcher } from 'aws-jwt-verify/https';
import { createAuthorizer } from './authorizer';
import { parseAuthorizerEnvironment } from './environment';
import { tokenVerifier } from './verify-token';

/** A caller waits for this: at worst four times, as two documents are fetched and each attempt is repeated once. */
const RESPONSE_TIMEOUT_MS = 2_000;

/** Lets in the holders of tokens of one OIDC issuer. */
export const handler = createAuthorizer({
  verifyToken: tokenVerifier(
    parseAuthorizerEnvironment(process.env),
    new SimpleFetcher({
      defaultRequestOptions: { timeout: RESPONSE_TIMEOUT_MS, responseTimeout: RESPONSE_TIMEOUT_MS },
    }),
  ),
  logger: new Logger(),
});
