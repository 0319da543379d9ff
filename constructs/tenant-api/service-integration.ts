import { aws_apigateway as apigateway, aws_iam as iam } from 'aws-cdk-lib';
import type { aws_lambda as lambda } from 'aws-cdk-lib';

/**
 * Leads requests to the service, which gets them whole.
 *
 * One permission covers the stage, to which every method leads. `LambdaIntegration` would add one for each method, or a
 * single one that also covers the test console, where requests are neither authorized nor logged.
 */
export function serviceIntegration(api: apigateway.RestApi, alias: lambda.Alias): apigateway.Integration {
  alias.addPermission('Api', {
    principal: new iam.ServicePrincipal('apigateway.amazonaws.com'),
    // Any method and path: of this stage of this API.
    sourceArn: api.arnForExecuteApi('*', '/*', api.deploymentStage.stageName),
  });
  return new apigateway.AwsIntegration({
    proxy: true,
    service: 'lambda',
    path: `2015-03-31/functions/${alias.functionArn}/invocations`,
  });
}
