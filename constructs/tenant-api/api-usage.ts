import { aws_apigateway as apigateway } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** How fast requests may come. */
export interface Throttle {
  /** Requests a second in the long run. */
  readonly rateLimit: number;

  /** Requests at once. */
  readonly burstLimit: number;
}

/** How many requests may come. */
export interface Quota {
  /** Requests in a period. */
  readonly limit: number;

  /** When counting starts anew. */
  readonly period: apigateway.Period;
}

export interface ApiUsageProps {
  readonly api: apigateway.RestApi;
  readonly throttle: Throttle;
  readonly quota: Quota;
}

/** Counts and bounds the requests of the tenant by its API key. */
export class ApiUsage extends Construct {
  /** The tenant's key; callers send its value as `x-api-key`. A replaced key locks them out. */
  public readonly apiKey: apigateway.IApiKey;

  public constructor(scope: Construct, id: string, { api, throttle, quota }: ApiUsageProps) {
    super(scope, id);

    // Without a name, which could not be changed later without a new value.
    this.apiKey = new apigateway.ApiKey(this, 'Key', { description: `Counts the requests to ${api.restApiName}` });
    const plan = new apigateway.UsagePlan(this, 'Plan', {
      throttle,
      quota,
      apiStages: [{ api, stage: api.deploymentStage }],
    });
    plan.addApiKey(this.apiKey);
  }
}
