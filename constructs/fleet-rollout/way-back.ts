import {
  Token,
  type aws_lambda as lambda,
  aws_stepfunctions as sfn,
  aws_stepfunctions_tasks as tasks,
} from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { catchAll } from './catch-all';
import type { DeployStackProps } from './deploy-stack';
import { deployStacks } from './deploy-stacks';
import { readRecord, recordVersion, textAt } from './tenant-version';
import type { WayBack as Plan } from './way-back-handler/event';

/** Props of {@link wayBack}. */
export interface WayBackProps extends DeployStackProps {
  /** Function that says how a tenant is brought back. */
  readonly planner: lambda.IFunction;
}

/** The states of {@link wayBack}. */
export interface WayBack {
  /** Deploys the stacks of the tenant. One that fails is on its way back from there, while `$.failure` says why. */
  readonly stacks: sfn.Map;
  /** Where a tenant goes on that has failed elsewhere; why is at `$.failure`, as `{ Error, Cause }`. */
  readonly begin: sfn.IChainable;
  /** Where a tenant goes on whose stacks are what they were before the release. */
  readonly arrived: sfn.IChainable;
}

/** The plan takes the place of what it was made of: a state has room for little. */
const PLAN = '$.plan';

/**
 * The states that bring a tenant back to what it had before a release, by those that bring a release: the stacks that were changed, in the reverse order, guarded as ever.
 *
 * Takes what `deployTenant` takes. Whatever comes of it, the tenant has failed.
 */
export function wayBack(scope: Construct, { planner, ...props }: WayBackProps): WayBack {
  const { versions } = props;
  const about = { target: textAt('$.release'), reason: textAt('$.failure.Cause') };
  const failed = new sfn.Fail(scope, 'TenantFailed', { errorPath: '$.failure.Error', causePath: '$.failure.Cause' });
  const stuck = recordVersion(scope, 'RecordStuck', versions, {
    status: 'stuck',
    set: { ...about, rollback: textAt('$.error.Cause') },
  });
  stuck.next(
    new sfn.Fail(scope, 'TenantStuck', {
      error: 'TenantStuck',
      causePath: "States.Format('{}; not brought back: {}', $.failure.Cause, $.error.Cause)",
    }),
  );
  const arrived = recordVersion(scope, 'RecordRolledBack', versions, {
    status: 'rolledBack',
    set: { since: textAt('$$.State.EnteredTime') },
    removed: ['changed'],
  });
  arrived.next(failed);

  const stacks = deployStacks(scope, props);
  const read = readRecord(scope, 'ReadRecord', versions, PLAN);
  const caught = new sfn.Choice(scope, 'IsOnWayBack')
    .when(sfn.Condition.isPresent('$.failure'), stuck)
    .otherwise(new sfn.Pass(scope, 'NoteFailure', { inputPath: '$.error', resultPath: '$.failure' }).next(read));
  const setOut = recordVersion(scope, 'RecordRollingBack', versions, {
    status: 'rollingBack',
    // From here on, what ran before is on record, and the stacks that are something else: whatever is cut off now can be taken up by any release.
    set: {
      ...about,
      release: textAt(`${PLAN}.to.release`),
      commit: textAt(`${PLAN}.to.commit`),
      item: textAt(`${PLAN}.to.item`),
      changed: tasks.DynamoAttributeValue.fromStringSet(Token.asList(sfn.JsonPath.objectAt(`${PLAN}.changed`))),
    },
    removed: ['releaseBefore', 'commitBefore', 'itemBefore', 'rollback'],
  });
  setOut
    .next(new sfn.Pass(scope, 'TurnBack', { inputPath: `${PLAN}.stacks`, resultPath: '$.tenant.stacks' }))
    .next(stacks);
  const untouched = recordVersion(scope, 'RecordUntouched', versions, {
    status: 'untouched',
    set: about,
    removed: ['rollback'],
  });
  const nowhere = recordVersion(scope, 'RecordFailure', versions, {
    status: 'failed',
    set: { ...about, rollback: textAt(`${PLAN}.reason`) },
  });
  const plan = new tasks.LambdaInvoke(scope, 'PlanWayBack', {
    lambdaFunction: planner,
    payload: sfn.TaskInput.fromObject({
      'release.$': '$.release',
      'deployRole.$': '$.tenant.deployRole',
      'record.$': `${PLAN}.Item`,
    }),
    payloadResponseOnly: true,
    resultPath: PLAN,
  });
  catchAll(scope, [stacks, read, plan], caught);
  const isWay = (way: Plan['way']): sfn.Condition => sfn.Condition.stringEquals(`${PLAN}.way`, way);
  read
    .next(plan)
    .next(
      new sfn.Choice(scope, 'IsThereAWayBack')
        .when(isWay('back'), setOut)
        .when(isWay('untouched'), untouched.next(failed))
        .otherwise(nowhere.next(failed)),
    );
  return { stacks, begin: read, arrived };
}
