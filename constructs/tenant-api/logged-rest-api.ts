import { aws_apigateway as apigateway } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acknowledge } from '../support/acknowledge';
import { accessLogFormat } from './access-log';
import type { Throttle } from './api-usage';
import { namedLogGroup, serviceLogGroup, type LogOptions } from './service-log-group';
import { tls } from './tls';

export interface LoggedRestApiProps extends LogOptions {
  /** Name people see; can be changed. */
  readonly name: string;

  /** How fast requests may come, of all callers together. */
  readonly throttle: Throttle;

  /** Whether X-Ray traces requests. */
  readonly tracing: boolean;

  /** Whether the API answers under the name AWS gives to it. */
  readonly defaultEndpoint: boolean;
}

/** A regional REST API with one stage, `live`, whose logs are encrypted and kept for a known time. */
export class LoggedRestApi extends apigateway.RestApi {
  public constructor(scope: Construct, id: string, props: LoggedRestApiProps) {
    super(scope, id, {
      restApiName: props.name,
      description: 'The API of the tenant',
      endpointConfiguration: { types: [apigateway.EndpointType.REGIONAL] },
      disableExecuteApiEndpoint: !props.defaultEndpoint,
      // A setting of the account, kept when the stack goes: another API in the account may log through it.
      cloudWatchRole: true,
      deployOptions: {
        stageName: STAGE,
        throttlingRateLimit: props.throttle.rateLimit,
        throttlingBurstLimit: props.throttle.burstLimit,
        accessLogDestination: new apigateway.LogGroupLogDestination(serviceLogGroup(scope, 'AccessLog', props)),
        accessLogFormat: accessLogFormat(),
        loggingLevel: apigateway.MethodLoggingLevel.ERROR,
        dataTraceEnabled: false,
        // Metrics of the API and the stage are free and always on; those of each method cost money with every caller.
        metricsEnabled: false,
        tracingEnabled: props.tracing,
        cachingEnabled: false,
      },
    });
    // The construct of the CDK has no props for them yet.
    for (const child of this.node.children) if (child instanceof apigateway.CfnRestApi) Object.assign(child, tls());

    // API Gateway makes the group itself at the first error, without key and retention, unless it is there.
    const executionLog = namedLogGroup(
      scope,
      'ExecutionLog',
      `API-Gateway-Execution-Logs_${this.restApiId}/${STAGE}`,
      props,
    );
    this.deploymentStage.node.addDependency(executionLog);

    this.acknowledgeFindings(props);
  }

  private acknowledgeFindings({ tracing }: LoggedRestApiProps): void {
    acknowledge(
      this.deploymentStage,
      'A cache would hold answers with data of the tenant outside of its database and its key, and costs money all day.',
      [
        'HIPAA.Security-APIGWCacheEnabledAndEncrypted',
        'NIST.800.53.R5-APIGWCacheEnabledAndEncrypted',
        'PCI.DSS.321-APIGWCacheEnabledAndEncrypted',
      ],
    );
    acknowledge(
      this.deploymentStage,
      'A client certificate proves API Gateway to a web server behind it. Here it invokes a function, by IAM, inside AWS.',
      ['HIPAA.Security-APIGWSSLEnabled', 'NIST.800.53.R5-APIGWSSLEnabled', 'PCI.DSS.321-APIGWSSLEnabled'],
    );
    acknowledge(
      this.node.findChild('CloudWatchRole'),
      'API Gateway refuses a role that may not write to any log group of the account; this policy of AWS is the one it documents.',
      [
        'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
      ],
    );
    if (!tracing) {
      acknowledge(
        this.deploymentStage,
        'Tracing was switched off; the access log has every request with its latency.',
        ['HIPAA.Security-APIGWXrayEnabled'],
      );
    }
  }
}

const STAGE = 'live';
