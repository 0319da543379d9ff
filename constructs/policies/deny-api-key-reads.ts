import { Aws, aws_iam as iam } from 'aws-cdk-lib';

/**
 * Keeps a role from reading the values of API keys, which `apigateway:GET` would hand out.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html
 */
export function denyApiKeyReads(): iam.PolicyStatement {
  const api = `arn:${Aws.PARTITION}:apigateway:*::`; // API Gateway's ARNs carry no account; any region counts.
  return new iam.PolicyStatement({
    sid: 'DenyApiKeyReads',
    effect: iam.Effect.DENY,
    actions: ['apigateway:GET'],
    resources: [`${api}/apikeys`, `${api}/apikeys/*`, `${api}/usageplans/*/keys`, `${api}/usageplans/*/keys/*`],
  });
}
