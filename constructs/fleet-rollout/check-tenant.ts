import { type aws_dynamodb as dynamodb, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { callInTenant } from './call-in-tenant';
import { readVersion, recordStatus, runsRelease } from './tenant-version';

/** Props of {@link checkTenant}. */
export interface CheckTenantProps {
  /** What runs where. */
  readonly versions: dynamodb.ITable;
}

/**
 * The states that look whether a tenant is well after a release: it is not while an alarm of its own is in state ALARM.
 *
 * Takes what `deployTenant` takes. A tenant the release failed is not looked at: it has been counted.
 */
export function checkTenant(scope: Construct, { versions }: CheckTenantProps): sfn.IChainable {
  const alarms = callInTenant(scope, 'ReadAlarms', {
    call: 'cloudwatch:describeAlarms',
    rolePath: '$.tenant.lookupRole',
    parameters: {
      'AlarmNamePrefix.$': '$.tenant.id',
      StateValue: 'ALARM',
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
      MaxRecords: 10,
    },
    resultPath: '$.alarms',
  });
  const unhealthy = recordStatus(scope, 'RecordUnhealthy', versions, 'unhealthy', { reasonPath: '$.error.Cause' });
  unhealthy.next(new sfn.Fail(scope, 'TenantUnhealthy', { error: 'TenantUnhealthy', causePath: '$.error.Cause' }));
  const named = (id: string, alarm: string): sfn.IChainable =>
    new sfn.Pass(scope, id, {
      inputPath: alarm,
      parameters: { 'Cause.$': "States.Format('alarm {} is in state ALARM', $.AlarmName)" },
      resultPath: '$.error',
    }).next(unhealthy);
  const isWell = new sfn.Choice(scope, 'IsWell');
  for (const kind of ['Metric', 'Composite']) {
    const alarm = `$.alarms.${kind}Alarms[0]`;
    isWell.when(sfn.Condition.isPresent(alarm), named(`Name${kind}Alarm`, alarm));
  }
  isWell.otherwise(new sfn.Succeed(scope, 'TenantIsWell'));
  return readVersion(scope, versions).next(
    new sfn.Choice(scope, 'WasDeployed')
      .when(runsRelease(), alarms.next(isWell))
      .otherwise(new sfn.Succeed(scope, 'CountedAlready')),
  );
}
