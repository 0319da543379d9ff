import type { APIGatewayAuthorizerResult } from 'aws-lambda';

/** Who calls, as far as the service may want to know. */
export interface Caller {
  readonly subject: string;
  /** Scopes of the token, separated by spaces; empty if it has none. */
  readonly scope: string;
}

/**
 * The answer that lets a caller in.
 *
 * @param methodArn the method called, `<partition and api>/<stage>/<method>/<path>`
 */
export function allowStage(methodArn: string, { subject, scope }: Caller): APIGatewayAuthorizerResult {
  const [api, stage] = methodArn.split('/');
  return {
    principalId: subject,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Action: 'execute-api:Invoke',
          Effect: 'Allow',
          // API Gateway keeps the answer for the token and uses it for every method the caller tries next: a policy
          // for this method alone would refuse those. It reaches no further than this stage of this API.
          Resource: `${api}/${stage}/*/*`,
        },
      ],
    },
    context: { scope },
  };
}
