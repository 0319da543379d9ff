import { Duration } from 'aws-cdk-lib';
import type {
  aws_apigateway as apigateway,
  aws_cloudwatch as cloudwatch,
  aws_lambda as lambda,
  aws_sns as sns,
} from 'aws-cdk-lib';
import type * as monitoring from 'cdk-monitoring-constructs';
import type { Construct } from 'constructs';
import type { WatchedDatabase } from './service-monitoring';

export interface DetailedMonitoringProps {
  readonly name: string;
  readonly api: apigateway.RestApi;
  readonly function: lambda.IFunction;
  readonly database?: WatchedDatabase;
  readonly alarms: 'essential' | 'full';
  readonly dashboard: boolean;
  readonly alarmTopic?: sns.ITopic;
}

/** What detailed monitoring defined. */
export interface DetailedMonitoring {
  readonly alarms: readonly cloudwatch.AlarmBase[];
  readonly dashboard?: cloudwatch.Dashboard;
}

/** Adds a dashboard, alarms for the usual causes of trouble, or both. */
export function addDetailedMonitoring(scope: Construct, props: DetailedMonitoringProps): DetailedMonitoring {
  const library = loadLibrary();
  const facade = new library.MonitoringFacade(scope, 'Details', {
    alarmFactoryDefaults: {
      alarmNamePrefix: props.name,
      actionsEnabled: true,
      action:
        props.alarmTopic &&
        new library.SnsAlarmActionStrategy({ onAlarmTopic: props.alarmTopic, onOkTopic: props.alarmTopic }),
      datapointsToAlarm: 3,
    },
    dashboardFactory: new library.DefaultDashboardFactory(scope, 'Dashboards', {
      dashboardNamePrefix: props.name,
      createDashboard: props.dashboard,
    }),
  });

  watchApi(facade, props);
  watchFunction(facade, props);
  watchDatabase(facade, props);
  return {
    alarms: facade.createdAlarms().map(({ alarm }) => alarm),
    dashboard: facade.createdDashboard(),
  };
}

function watchApi(facade: monitoring.MonitoringFacade, { api, name, alarms }: DetailedMonitoringProps): void {
  facade.monitorApiGateway({
    api,
    apiStage: api.deploymentStage.stageName,
    humanReadableName: `API ${name}`,
    alarmFriendlyName: 'api',
    addLatencyP90Alarm: alarms === 'full' ? { Slow: { maxLatency: Duration.seconds(5) } } : undefined,
  });
}

function watchFunction(facade: monitoring.MonitoringFacade, props: DetailedMonitoringProps): void {
  const { name, alarms, database } = props;
  const full = alarms === 'full';
  // The essential alarms watch the function themselves unless there is a disk to watch.
  const crashesUnseen = full && database !== undefined && 'instance' in database;
  facade.monitorLambdaFunction({
    lambdaFunction: props.function,
    humanReadableName: `Function ${name}`,
    alarmFriendlyName: 'function',
    addFaultCountAlarm: crashesUnseen ? { Crashing: { maxErrorCount: 0 } } : undefined,
    addThrottlesCountAlarm: full ? { Throttled: { maxErrorCount: 0 } } : undefined,
  });
}

function watchDatabase(facade: monitoring.MonitoringFacade, { name, database, alarms }: DetailedMonitoringProps): void {
  if (database === undefined) return;
  const options = {
    humanReadableName: `Database ${name}`,
    alarmFriendlyName: 'database',
    addCpuUsageAlarm: alarms === 'full' ? { Busy: { maxUsagePercent: 90 } } : undefined,
  };
  if ('instance' in database) facade.monitorRdsInstance({ ...options, instance: database.instance });
  else facade.monitorRdsCluster({ ...options, cluster: database.cluster });
}

/** Loading the library takes longer than defining a tenant, and most tenants have neither dashboard nor these alarms. */
function loadLibrary(): typeof monitoring {
  const library: typeof monitoring = require('cdk-monitoring-constructs');
  return library;
}
