import { aws_apigateway as apigateway } from 'aws-cdk-lib';

/**
 * Makes API Gateway say of a refused request what kind of refusal it is and nothing else.
 *
 * Its own words tell strangers the account, the partition and the ARN of what they tried to reach.
 *
 * @param allowOrigins origins whose pages may read the answer; only a single one can be named in it
 */
export function hideInnerWorkings(api: apigateway.RestApi, allowOrigins: readonly string[] = []): void {
  const [origin, ...others] = allowOrigins;
  const responseHeaders =
    origin === undefined || others.length > 0 ? undefined : { 'Access-Control-Allow-Origin': `'${origin}'` };
  const templates = { 'application/json': ANSWER };

  api.addGatewayResponse('ClientErrors', { type: apigateway.ResponseType.DEFAULT_4XX, templates, responseHeaders });
  api.addGatewayResponse('ServerErrors', { type: apigateway.ResponseType.DEFAULT_5XX, templates, responseHeaders });
}

/** `title` is one of a fixed list of words, such as `THROTTLED`; the request id is what support finds in the logs. */
const ANSWER = '{"title":"$context.error.responseType","requestId":"$context.requestId"}';
