import { aws_stepfunctions as sfn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { callInTenant } from './call-in-tenant';
import { catchAll } from './catch-all';
import { hasStatus, isOnRecord, readVersion, recordVersion, runsRelease, textAt } from './tenant-version';
import { type WayBackProps, wayBack } from './way-back';

/**
 * The states that look whether a tenant is well after a release: it is not while an alarm of its own is in state ALARM. One that is not is brought back
 * to what it had before. One whose alarms cannot be read has failed, and keeps the release.
 *
 * Takes what `deployTenant` takes, and `halted`: a ring that was halted is not looked at, but those of its tenants are brought back whose deployment, or
 * whose way back, was cut off by that. A tenant the release failed is not looked at either: it has been counted.
 */
export function checkTenant(scope: Construct, props: WayBackProps): sfn.IChainable {
  const { stacks, begin, arrived } = wayBack(scope, props);
  stacks.next(arrived);
  const isHalted = sfn.Condition.booleanEquals('$.halted', true);
  const isOfRelease = isOnRecord('target');
  return readVersion(scope, props.versions).next(
    new sfn.Choice(scope, 'WasDeployed')
      .when(sfn.Condition.and(isHalted, isOfRelease, hasStatus('rollingBack')), takeUp(scope).next(begin))
      .when(sfn.Condition.and(isHalted, isOfRelease, hasStatus('deploying')), cutOff(scope).next(begin))
      .when(sfn.Condition.and(sfn.Condition.not(isHalted), runsRelease()), lookAtAlarms(scope, props, begin))
      .otherwise(new sfn.Succeed(scope, 'CountedAlready')),
  );
}

/** A way back that was cut off keeps its reason. */
function takeUp(scope: Construct): sfn.Pass {
  return new sfn.Pass(scope, 'TakeUpWayBack', {
    parameters: { Error: 'RingHalted', 'Cause.$': '$.version.Item.reason.S' },
    resultPath: '$.failure',
  });
}

function cutOff(scope: Construct): sfn.Pass {
  return new sfn.Pass(scope, 'NoteCutOff', {
    parameters: { Error: 'RingHalted', Cause: 'it may have a part of the release, whose ring was halted' },
    resultPath: '$.failure',
  });
}

function lookAtAlarms(scope: Construct, props: WayBackProps, whenUnwell: sfn.IChainable): sfn.IChainable {
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
  catchAll(scope, [alarms], cannotTell(scope, props), 'Alarms');
  const isWell = new sfn.Choice(scope, 'IsWell');
  for (const kind of ['Metric', 'Composite']) {
    const alarm = `$.alarms.${kind}Alarms[0]`;
    isWell.when(
      sfn.Condition.isPresent(alarm),
      new sfn.Pass(scope, `Name${kind}Alarm`, {
        inputPath: alarm,
        parameters: {
          Error: 'TenantUnhealthy',
          'Cause.$': "States.Format('alarm {} is in state ALARM', $.AlarmName)",
        },
        resultPath: '$.failure',
      }).next(whenUnwell),
    );
  }
  return alarms.next(isWell.otherwise(new sfn.Succeed(scope, 'TenantIsWell')));
}

/** Nobody knows whether the tenant is well: that is no reason to take the release from it, and one not to go on. */
function cannotTell(scope: Construct, { versions }: WayBackProps): sfn.IChainable {
  return recordVersion(scope, 'RecordUnseen', versions, {
    status: 'failed',
    set: {
      target: textAt('$.release'),
      reason: textAt("States.Format('its alarms could not be read: {}', $.error.Cause)"),
    },
  }).next(new sfn.Fail(scope, 'AlarmsNotReadable', { error: 'AlarmsNotReadable', causePath: '$.error.Cause' }));
}
