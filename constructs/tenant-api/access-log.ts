import { aws_apigateway as apigateway } from 'aws-cdk-lib';

/**
 * One line of JSON for each request: who asked what, how it ended and how long it took.
 *
 * Never headers, query strings or bodies, which hold credentials and the tenant's data.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
export function accessLogFormat(): apigateway.AccessLogFormat {
  return apigateway.AccessLogFormat.custom(
    JSON.stringify({
      requestId: '$context.requestId',
      time: '$context.requestTimeEpoch',
      ip: '$context.identity.sourceIp',
      method: '$context.httpMethod',
      path: '$context.path',
      resource: '$context.resourcePath',
      status: '$context.status',
      error: '$context.error.responseType',
      latencyMs: '$context.responseLatency',
      integrationLatencyMs: '$context.integrationLatency',
      principal: '$context.authorizer.principalId',
      subject: '$context.authorizer.claims.sub',
      iamPrincipal: '$context.identity.userArn',
      apiKeyId: '$context.identity.apiKeyId',
      tlsVersion: '$context.tlsVersion',
    }),
  );
}
