import { aws_stepfunctions as sfn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { CONDITION_FAILED, isOnRecord, readVersion, recordVersion, runsRelease, textAt } from './tenant-version';
import { type WayBackProps, wayBack } from './way-back';

/**
 * The states that bring a release to one tenant: its stacks in their order, one at a time. A tenant that fails is brought back to what it had.
 *
 * Takes `{ tenant, release, commit }`, where `tenant` is an item of a ring's list. A tenant that has the release already is left alone.
 */
export function deployTenant(scope: Construct, props: WayBackProps): sfn.IChainable {
  const { versions } = props;
  const { stacks, arrived } = wayBack(scope, props);
  const start = recordVersion(scope, 'RecordStart', versions, {
    status: 'deploying',
    set: { target: textAt('$.release') },
    removed: ['reason', 'rollback'],
  });
  const deployed = {
    status: 'deployed',
    set: {
      release: textAt('$.release'),
      commit: textAt('$.commit'),
      since: textAt('$$.State.EnteredTime'),
      // All that deploying it again takes; as text, because it is read as a whole or not at all.
      item: textAt('States.JsonToString($.tenant)'),
    },
    removed: ['target', 'reason', 'rollback', 'changed'],
  } as const;
  const first = recordVersion(scope, 'RecordRelease', versions, {
    ...deployed,
    copied: { releaseBefore: 'release', commitBefore: 'commit', itemBefore: 'item' },
    // Written again because its answer was lost, it would take the release for the one before it.
    condition: 'attribute_not_exists(#release) OR #release <> :release',
  });
  first.addCatch(new sfn.Succeed(scope, 'IsRecorded'), {
    errors: [CONDITION_FAILED],
    resultPath: sfn.JsonPath.DISCARD,
  });
  stacks.next(
    new sfn.Choice(scope, 'WhichWay')
      .when(sfn.Condition.isPresent('$.failure'), arrived)
      // What runs is not what ran before it.
      .when(isOnRecord('release'), recordVersion(scope, 'RecordReleaseAgain', versions, deployed))
      .otherwise(first),
  );
  return readVersion(scope, versions).next(
    new sfn.Choice(scope, 'HasRelease')
      .when(runsRelease(), new sfn.Succeed(scope, 'NothingToDo'))
      .otherwise(
        new sfn.Wait(scope, 'StartInTurn', { time: sfn.WaitTime.secondsPath('$.tenant.startAfterSeconds') })
          .next(start)
          .next(stacks),
      ),
  );
}
