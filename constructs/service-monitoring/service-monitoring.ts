import { Size, aws_cloudwatch_actions as actions } from 'aws-cdk-lib';
import type {
  aws_apigateway as apigateway,
  aws_cloudwatch as cloudwatch,
  aws_lambda as lambda,
  aws_rds as rds,
  aws_sns as sns,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledge } from '../support/acknowledge';
import { addDetailedMonitoring } from './detailed-monitoring';
import { essentialAlarms } from './essential-alarms';

/** A database to watch: a single instance, or a cluster of Aurora. */
export type WatchedDatabase = { readonly instance: rds.IDatabaseInstance } | { readonly cluster: rds.IDatabaseCluster };

export interface ServiceMonitoringProps {
  /** Begins the names of the dashboard and of the alarms; unique in the account and region. */
  readonly name: string;

  /** API of the service. */
  readonly api: apigateway.RestApi;

  /** Function behind the API. */
  readonly function: lambda.IFunction;

  /**
   * Database of the service.
   *
   * @default - none is watched
   */
  readonly database?: WatchedDatabase;

  /**
   * Free storage of a database instance under which an alarm fires.
   *
   * An instance that grows by itself never comes so low before it has reached the size it may grow to.
   *
   * @default Size.gibibytes(2)
   */
  readonly minimumFreeStorage?: Size;

  /**
   * `essential`: two alarms, for what people notice; `full`: those, and the usual causes too, up to six.
   *
   * An alarm costs $0.10 a month.
   *
   * @see https://aws.amazon.com/cloudwatch/pricing/
   * @default 'essential'
   */
  readonly alarms?: 'essential' | 'full';

  /**
   * Whether there is a dashboard; $3 a month, after the first three of an account.
   *
   * @default false
   */
  readonly dashboard?: boolean;

  /**
   * Topic that is told when an alarm fires, and when it is over.
   *
   * @default - nobody is told; the state of the alarms can be seen and collected
   */
  readonly alarmTopic?: sns.ITopic;
}

/**
 * Watches a service: its API, its function and its database.
 *
 * @example
 * new ServiceMonitoring(this, 'Monitoring', {
 *   name: 'acme',
 *   api: api.api,
 *   function: api.handler,
 *   database: { instance },
 *   alarmTopic,
 * });
 */
export class ServiceMonitoring extends Construct {
  /** Every alarm, those people notice first. */
  public readonly alarms: readonly cloudwatch.AlarmBase[];

  /** The dashboard, if there is one. */
  public readonly dashboard?: cloudwatch.Dashboard;

  public constructor(scope: Construct, id: string, props: ServiceMonitoringProps) {
    super(scope, id);
    const { alarms = 'essential', dashboard = false, alarmTopic } = props;

    const essential = essentialAlarms(this, {
      ...props,
      minimumFreeStorage: props.minimumFreeStorage ?? Size.gibibytes(2),
    });
    if (alarmTopic !== undefined) {
      const action = new actions.SnsAction(alarmTopic);
      for (const alarm of essential) {
        alarm.addAlarmAction(action);
        alarm.addOkAction(action);
      }
    }

    const detailed =
      alarms === 'full' || dashboard ? addDetailedMonitoring(this, { ...props, alarms, dashboard }) : undefined;
    this.alarms = [...essential, ...(detailed?.alarms ?? [])];
    this.dashboard = detailed?.dashboard;
    if (alarmTopic === undefined) for (const alarm of this.alarms) acknowledgeSilence(alarm);
  }
}

function acknowledgeSilence(alarm: cloudwatch.AlarmBase): void {
  acknowledge(
    alarm,
    'The state of the alarm is collected for the whole fleet at one place, which tells people; a second way to tell them would have them told twice.',
    ['HIPAA.Security-CloudWatchAlarmAction', 'NIST.800.53.R5-CloudWatchAlarmAction'],
  );
}
