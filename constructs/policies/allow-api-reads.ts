import { Aws, aws_iam as iam } from 'aws-cdk-lib';

/** Lets on-call see how the APIs, their stages, domains and usage plans are configured, but not the API keys. */
export function allowApiReads(): iam.PolicyStatement {
  const api = `arn:${Aws.PARTITION}:apigateway:*::`; // API Gateway's ARNs carry no account, and generated ids cannot be named.
  return new iam.PolicyStatement({
    sid: 'ReadApis',
    actions: ['apigateway:GET'],
    resources: [
      `${api}/account`,
      `${api}/domainnames`,
      `${api}/domainnames/*`,
      `${api}/restapis`,
      `${api}/restapis/*`,
      `${api}/usageplans`,
      `${api}/usageplans/*`,
    ],
  });
}
