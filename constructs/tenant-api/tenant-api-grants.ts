import { aws_iam as iam } from 'aws-cdk-lib';
import type { aws_apigateway as apigateway } from 'aws-cdk-lib';
import { HEALTH_PATH } from './health-route';

/** Permissions on a tenant's API. */
export class TenantApiGrants {
  public constructor(private readonly api: apigateway.RestApi) {}

  /** Lets `grantee` ask whether the service is well, and call nothing else. */
  public invokeHealth(grantee: iam.IGrantable): iam.Grant {
    return iam.Grant.addToPrincipal({
      grantee,
      actions: ['execute-api:Invoke'],
      resourceArns: [this.api.arnForExecuteApi('GET', HEALTH_PATH, this.api.deploymentStage.stageName)],
    });
  }
}
