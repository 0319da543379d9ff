import { aws_apigateway as apigateway } from 'aws-cdk-lib';
import { acknowledge } from '../support/acknowledge';

export const HEALTH_PATH = '/health';

/**
 * Adds `GET /health` for operators, who sign their requests as IAM principals.
 *
 * Needs no API key: watching a tenant must not use up its quota.
 */
export function addHealthRoute(api: apigateway.RestApi, integration: apigateway.Integration): void {
  const method = api.root.addResource(HEALTH_PATH.slice(1)).addMethod('GET', integration, {
    authorizationType: apigateway.AuthorizationType.IAM,
    apiKeyRequired: false,
  });
  acknowledge(method, 'Operators call this method as IAM principals; they are not people of the tenant.', [
    'AwsSolutions-COG4',
  ]);
}
