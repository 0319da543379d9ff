import {
  Duration,
  aws_cloudwatch as cloudwatch,
  aws_codedeploy as codedeploy,
  aws_lambda as lambda,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledge } from '../support/acknowledge';

/** How a new version of the function takes over the requests. */
export type Deployment = 'canary' | 'all-at-once';

export interface ServiceAliasProps {
  readonly function: lambda.Function;

  /** How a new version takes over. */
  readonly deployment: Deployment;
}

/**
 * The alias `live`, which API Gateway invokes.
 *
 * With `canary`, CodeDeploy gives a new version a tenth of the requests, the rest five minutes later, and takes all of
 * them away again if the function fails. With `all-at-once`, CloudFormation moves the alias: there is no time in which an
 * alarm could turn anything back, so there is neither an alarm nor CodeDeploy.
 */
export class ServiceAlias extends Construct {
  public readonly alias: lambda.Alias;

  /** Fires when the function fails; takes back a canary. Absent if there is none. */
  public readonly rollbackAlarm?: cloudwatch.Alarm;

  public constructor(scope: Construct, id: string, { function: target, deployment }: ServiceAliasProps) {
    super(scope, id);

    this.alias = new lambda.Alias(this, 'Resource', { aliasName: 'live', version: target.currentVersion });
    if (deployment === 'all-at-once') return;

    this.rollbackAlarm = new cloudwatch.Alarm(this, 'Errors', {
      alarmDescription: 'The function behind the API crashed or timed out; a deployment in progress is rolled back.',
      metric: this.alias.metricErrors({ period: Duration.minutes(1) }),
      // The service turns failed requests into answers itself: one error here is one crash or time-out.
      threshold: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    acknowledge(this.rollbackAlarm, 'CodeDeploy watches the alarm and rolls back by it; nobody is to be told.', [
      'HIPAA.Security-CloudWatchAlarmAction',
      'NIST.800.53.R5-CloudWatchAlarmAction',
    ]);

    const group = new codedeploy.LambdaDeploymentGroup(this, 'Deployments', {
      alias: this.alias,
      deploymentConfig: codedeploy.LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
      alarms: [this.rollbackAlarm],
      autoRollback: { failedDeployment: true, stoppedDeployment: true, deploymentInAlarm: true },
    });
    acknowledge(group.role, 'AWS keeps this policy as small as CodeDeploy allows for deployments of functions.', [
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited]',
    ]);
  }
}
