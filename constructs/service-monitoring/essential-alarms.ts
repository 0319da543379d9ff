import { Duration, aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import type { Size, aws_apigateway as apigateway, aws_lambda as lambda, aws_rds as rds } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { WatchedDatabase } from './service-monitoring';

export interface EssentialAlarmsProps {
  readonly api: apigateway.RestApi;
  readonly function: lambda.IFunction;
  readonly database?: WatchedDatabase;
  readonly minimumFreeStorage: Size;
}

/**
 * The two alarms no service should be without.
 *
 * One sees what callers see. The other sees what nobody notices until it is too late: a disk that fills up or, where the
 * disk grows without limit, a function that crashes.
 */
export function essentialAlarms(scope: Construct, props: EssentialAlarmsProps): readonly cloudwatch.Alarm[] {
  const { database } = props;
  return [
    failingApi(scope, props.api),
    database !== undefined && 'instance' in database
      ? fullDisk(scope, database.instance, props.minimumFreeStorage)
      : crashingFunction(scope, props.function),
  ];
}

function failingApi(scope: Construct, api: apigateway.RestApi): cloudwatch.Alarm {
  return new cloudwatch.Alarm(scope, 'FailingApi', {
    alarmDescription: 'For a quarter of an hour, the API has failed at more than one request in twenty.',
    // API Gateway counts 0 or 1 for each request, so the average is the share that failed.
    metric: api.deploymentStage.metricServerError({ statistic: 'Average', period: FIVE_MINUTES }),
    threshold: 0.05,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    // A paused database fails requests for less than a minute, which must not wake anybody.
    evaluationPeriods: 3,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
}

function fullDisk(scope: Construct, instance: rds.IDatabaseInstance, minimum: Size): cloudwatch.Alarm {
  return new cloudwatch.Alarm(scope, 'FullDisk', {
    alarmDescription: 'The disk of the database is nearly full; PostgreSQL stops when it is.',
    metric: instance.metricFreeStorageSpace({ statistic: 'Minimum', period: FIVE_MINUTES }),
    threshold: minimum.toBytes(),
    comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: 3,
    // A stopped instance has no disk to measure.
    treatMissingData: cloudwatch.TreatMissingData.IGNORE,
  });
}

function crashingFunction(scope: Construct, target: lambda.IFunction): cloudwatch.Alarm {
  return new cloudwatch.Alarm(scope, 'CrashingFunction', {
    alarmDescription: 'For a quarter of an hour, the function behind the API has crashed or timed out again and again.',
    metric: target.metricErrors({ period: FIVE_MINUTES }),
    threshold: 1,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: 3,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
}

const FIVE_MINUTES = Duration.minutes(5);
