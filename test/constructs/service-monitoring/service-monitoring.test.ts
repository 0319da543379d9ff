import {
  App,
  Size,
  Stack,
  aws_apigateway as apigateway,
  aws_lambda as lambda,
  aws_rds as rds,
  aws_sns as sns,
} from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import {
  ServiceMonitoring,
  type ServiceMonitoringProps,
} from '../../../constructs/service-monitoring/service-monitoring';
import { rulePackFindings } from '../../support/rule-pack-findings';

describe('ServiceMonitoring', () => {
  test('has two alarms and no dashboard by default', () => {
    const { stack, props } = aService();

    new ServiceMonitoring(stack, 'Monitoring', props);

    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::CloudWatch::Alarm', 2);
    template.resourceCountIs('AWS::CloudWatch::Dashboard', 0);
  });

  test('fires when one request in twenty has failed for a quarter of an hour', () => {
    const { stack, props } = aService();

    new ServiceMonitoring(stack, 'Monitoring', props);

    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/ApiGateway',
      MetricName: '5XXError',
      Statistic: 'Average',
      Dimensions: [
        { Name: 'ApiName', Value: 'acme' },
        { Name: 'Stage', Value: { Ref: Match.anyValue() } },
      ],
      Threshold: 0.05,
      ComparisonOperator: 'GreaterThanThreshold',
      Period: 300,
      EvaluationPeriods: 3,
      TreatMissingData: 'notBreaching',
    });
  });

  test('fires when less than 2 GiB of the disk of an instance are free', () => {
    const { stack, props } = aService();

    new ServiceMonitoring(stack, 'Monitoring', { ...props, database: { instance: anInstance(stack) } });

    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/RDS',
      MetricName: 'FreeStorageSpace',
      Statistic: 'Minimum',
      Dimensions: [{ Name: 'DBInstanceIdentifier', Value: 'database' }],
      Threshold: 2 * 1024 ** 3,
      ComparisonOperator: 'LessThanThreshold',
    });
    template.resourceCountIs('AWS::CloudWatch::Alarm', 2);
  });

  test('fires at another size of free disk if told so', () => {
    const { stack, props } = aService();

    new ServiceMonitoring(stack, 'Monitoring', {
      ...props,
      database: { instance: anInstance(stack) },
      minimumFreeStorage: Size.gibibytes(20),
    });

    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'FreeStorageSpace',
      Threshold: 20 * 1024 ** 3,
    });
  });

  test.each([
    { name: 'without a database', database: () => undefined },
    { name: 'with a cluster, whose disk grows by itself', database: (stack: Stack) => ({ cluster: aCluster(stack) }) },
  ])('fires when the function crashes, $name', ({ database }) => {
    const { stack, props } = aService();

    new ServiceMonitoring(stack, 'Monitoring', { ...props, database: database(stack) });

    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Threshold: 1,
      EvaluationPeriods: 3,
    });
    template.resourceCountIs('AWS::CloudWatch::Alarm', 2);
  });

  test('keeps the essential alarms, and their logical ids, when there are to be more', () => {
    const essential = alarmIds({});
    const full = alarmIds({ alarms: 'full' });

    expect(full).toEqual(expect.arrayContaining(essential));
    expect(full).toHaveLength(4);
  });

  test('has six alarms at most', () => {
    const { stack, props } = aService();

    const { alarms } = new ServiceMonitoring(stack, 'Monitoring', {
      ...props,
      database: { instance: anInstance(stack) },
      alarms: 'full',
    });

    expect(alarms).toHaveLength(6);
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::CloudWatch::Alarm', 6);
    for (const AlarmName of [
      'acme-api-Latency-P90-Slow',
      'acme-function-Fault-Count-Crashing',
      'acme-function-Throttled-Count-Throttled',
      'acme-database-CPU-Usage-Busy',
    ]) {
      template.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmName });
    }
  });

  test('has one dashboard if asked, without further alarms', () => {
    const { stack, props } = aService();

    const { dashboard } = new ServiceMonitoring(stack, 'Monitoring', { ...props, dashboard: true });

    expect(dashboard).toBeDefined();
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
    template.resourceCountIs('AWS::CloudWatch::Alarm', 2);
  });

  test('tells the topic of every alarm, and when it is over', () => {
    const { stack, props } = aService();
    const alarmTopic = new sns.Topic(stack, 'Topic');

    new ServiceMonitoring(stack, 'Monitoring', {
      ...props,
      alarms: 'full',
      alarmTopic,
      database: { instance: anInstance(stack) },
    });

    const topic: unknown = [stack.resolve(alarmTopic.topicArn)];
    Template.fromStack(stack).allResourcesProperties('AWS::CloudWatch::Alarm', {
      AlarmActions: topic,
      OKActions: topic,
    });
  });

  test('loads the monitoring library only for what needs it', () => {
    const load = jest.fn(() => jest.requireActual<object>('cdk-monitoring-constructs'));
    jest.doMock('cdk-monitoring-constructs', load);
    const { stack, props } = aService();

    new ServiceMonitoring(stack, 'Essential', props);
    expect(load).not.toHaveBeenCalled();
    new ServiceMonitoring(stack, 'Full', { ...props, alarms: 'full' });
    expect(load).toHaveBeenCalledTimes(1);
  });

  test.each<{ name: string; more: (stack: Stack) => Partial<ServiceMonitoringProps> }>([
    { name: 'with nothing chosen', more: () => ({}) },
    {
      name: 'with everything and nobody to tell',
      more: (stack) => ({ alarms: 'full', dashboard: true, database: { instance: anInstance(stack) } }),
    },
    {
      name: 'of a cluster',
      more: (stack) => ({ alarms: 'full', dashboard: true, database: { cluster: aCluster(stack) } }),
    },
  ])('gives the rule packs nothing to find, $name', ({ more }) => {
    const { app, stack, props } = aService();

    new ServiceMonitoring(stack, 'Monitoring', { ...props, ...more(stack) });

    expect(rulePackFindings(app).filter((finding) => finding.startsWith('Test/Monitoring/'))).toEqual([]);
  });
});

function aService(): { readonly app: App; readonly stack: Stack; readonly props: ServiceMonitoringProps } {
  const app = new App();
  const stack = new Stack(app, 'Test', { env: { account: '111122223333', region: 'eu-central-1' } });
  const api = new apigateway.RestApi(stack, 'Api', { restApiName: 'acme' });
  api.root.addMethod('GET');
  const target = lambda.Function.fromFunctionName(stack, 'Function', 'service');
  return { app, stack, props: { name: 'acme', api, function: target } };
}

function anInstance(stack: Stack): rds.IDatabaseInstance {
  return rds.DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'Instance', {
    instanceIdentifier: 'database',
    instanceEndpointAddress: 'database.example.com',
    port: 5432,
    securityGroups: [],
  });
}

function aCluster(stack: Stack): rds.IDatabaseCluster {
  return rds.DatabaseCluster.fromDatabaseClusterAttributes(stack, 'Cluster', { clusterIdentifier: 'database' });
}

function alarmIds(more: Partial<ServiceMonitoringProps>): string[] {
  const { stack, props } = aService();
  new ServiceMonitoring(stack, 'Monitoring', { ...props, ...more });
  return Object.keys(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm'));
}
