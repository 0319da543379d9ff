import { type aws_dynamodb as dynamodb, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type DeployStackProps, deployStack } from './deploy-stack';
import { readVersion, recordRelease, recordStatus, runsRelease } from './tenant-version';

/** Props of {@link deployTenant}. */
export interface DeployTenantProps extends DeployStackProps {
  /** What runs where. */
  readonly versions: dynamodb.ITable;
}

/**
 * The states that bring a release to one tenant: its stacks in their order, one at a time.
 *
 * Takes `{ tenant, release, commit }`, where `tenant` is an item of a ring's list. A tenant that has the release already is left alone.
 */
export function deployTenant(scope: Construct, props: DeployTenantProps): sfn.IChainable {
  const { versions } = props;
  const stacks = new sfn.Map(scope, 'Stacks', {
    maxConcurrency: 1,
    itemsPath: '$.tenant.stacks',
    itemSelector: {
      'stack.$': '$$.Map.Item.Value',
      'deployRole.$': '$.tenant.deployRole',
      'executionRole.$': '$.tenant.executionRole',
    },
    resultPath: sfn.JsonPath.DISCARD,
  });
  stacks.itemProcessor(deployStack(scope, props));
  const failed = recordStatus(scope, 'RecordFailure', versions, 'failed', { reasonPath: '$.error.Cause' }).next(
    new sfn.Fail(scope, 'TenantFailed', { errorPath: '$.error.Error', causePath: '$.error.Cause' }),
  );
  // A change set that does not fit into a state is not among `States.ALL`.
  for (const error of ['States.DataLimitExceeded', sfn.Errors.ALL]) {
    stacks.addCatch(failed, { errors: [error], resultPath: '$.error' });
  }
  return readVersion(scope, versions).next(
    new sfn.Choice(scope, 'HasRelease').when(runsRelease(), new sfn.Succeed(scope, 'NothingToDo')).otherwise(
      new sfn.Wait(scope, 'StartInTurn', { time: sfn.WaitTime.secondsPath('$.tenant.startAfterSeconds') })
        .next(recordStatus(scope, 'RecordStart', versions, 'deploying'))
        .next(stacks)
        .next(recordRelease(scope, 'RecordRelease', versions)),
    ),
  );
}
