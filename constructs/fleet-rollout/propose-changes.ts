import { aws_stepfunctions as sfn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { callInTenant } from './call-in-tenant';

/** Props of {@link proposeChanges}. */
export interface ProposeChangesProps {
  /** Makes a state that waits for CloudFormation. */
  readonly wait: (id: string) => sfn.Wait;
  /** Where a change set with changes goes on; they are at `$.changeSet.Changes`. */
  readonly whenProposed: sfn.IChainable;
  /** Where one without a change goes on. */
  readonly whenEmpty: sfn.IChainable;
  /** Where a stack goes on that has no template, and is not there or holds nothing. */
  readonly whenAbsent: sfn.IChainable;
  /** Where one goes on that could not be made; why is at `$.changeSet.StatusReason`. */
  readonly whenFailed: sfn.IChainable;
}

/**
 * The states that make a change set for a stack, new or not, once nobody else works on the stack.
 *
 * A run that was cut off leaves CloudFormation at work: a change set in that time would be about a stack that may yet be rolled back.
 */
export function proposeChanges(scope: Construct, props: ProposeChangesProps): sfn.IChainable {
  const { wait, whenProposed, whenEmpty, whenAbsent, whenFailed } = props;
  // On the way back, a stack that was not there before.
  const isNew = sfn.Condition.isNotPresent('$.stack.templateUrl');
  const look = callInTenant(scope, 'LookAtStack', {
    call: 'cloudformation:describeStacks',
    rolePath: '$.deployRole',
    parameters: { 'StackName.$': '$.stack.name' },
    resultSelector: { 'stack.$': '$.Stacks[0]' },
    resultPath: '$.before',
    // A stack that is not there yet is no failure, and has the name of one.
    retried: false,
  });
  look.addRetry({ errors: [sfn.Errors.TIMEOUT], maxAttempts: 4, jitterStrategy: sfn.JitterType.FULL });
  const proposal = (id: string, type: 'CREATE' | 'UPDATE'): sfn.Pass =>
    new sfn.Pass(scope, id, {
      // A name of its own for each attempt: what is left of an earlier one is in nobody's way.
      parameters: { type, 'name.$': "States.Format('tenantry-{}', States.UUID())" },
      resultPath: '$.proposal',
    });
  const create = proposal('ProposeNewStack', 'CREATE');
  const propose = callInTenant(scope, 'ProposeChanges', {
    call: 'cloudformation:createChangeSet',
    rolePath: '$.deployRole',
    parameters: {
      'StackName.$': '$.stack.name',
      'ChangeSetName.$': '$.proposal.name',
      'ChangeSetType.$': '$.proposal.type',
      'ClientToken.$': '$.proposal.name',
      'TemplateURL.$': '$.stack.templateUrl',
      'RoleARN.$': '$.executionRole',
      'Tags.$': '$.stack.tags',
      Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'],
    },
  });
  const update = proposal('ProposeUpdate', 'UPDATE');
  const retryLook = wait('WaitForTurn').next(look);
  look.addCatch(
    new sfn.Choice(scope, 'WhyNoStack')
      // A call that takes too long has no cause.
      .when(
        sfn.Condition.isNotPresent('$.error.Cause'),
        new sfn.Fail(scope, 'NoAnswer', { error: 'StackNotReadable', causePath: '$.error.Error' }),
      )
      .when(sfn.Condition.and(isNew, sfn.Condition.stringMatches('$.error.Cause', '*does not exist*')), whenAbsent)
      .when(sfn.Condition.stringMatches('$.error.Cause', '*does not exist*'), create)
      .when(sfn.Condition.stringMatches('$.error.Cause', '*Rate exceeded*'), retryLook)
      .otherwise(new sfn.Fail(scope, 'StackNotReadable', { error: 'StackNotReadable', causePath: '$.error.Cause' })),
    { errors: [sfn.Errors.ALL], resultPath: '$.error' },
  );
  look.next(
    new sfn.Choice(scope, 'IsStackSettled')
      .when(
        sfn.Condition.and(
          isNew,
          sfn.Condition.or(
            sfn.Condition.stringEquals('$.before.stack.StackStatus', 'REVIEW_IN_PROGRESS'),
            sfn.Condition.stringEquals('$.before.stack.StackStatus', 'ROLLBACK_COMPLETE'),
          ),
        ),
        whenAbsent,
      )
      // A stack that was only ever proposed.
      .when(sfn.Condition.stringEquals('$.before.stack.StackStatus', 'REVIEW_IN_PROGRESS'), create)
      .when(sfn.Condition.stringMatches('$.before.stack.StackStatus', '*_IN_PROGRESS'), retryLook)
      // A stack that never came to be; it can only be deleted, and holds nothing.
      .when(
        sfn.Condition.stringEquals('$.before.stack.StackStatus', 'ROLLBACK_COMPLETE'),
        callInTenant(scope, 'DeleteFailedStack', {
          call: 'cloudformation:deleteStack',
          rolePath: '$.deployRole',
          parameters: { 'StackName.$': '$.stack.name', 'RoleARN.$': '$.executionRole' },
        }).next(retryLook),
      )
      .when(
        isNew,
        new sfn.Fail(scope, 'StackIsNew', {
          error: 'StackIsNew',
          causePath: "States.Format('stack {} is new with the release, and stays', $.stack.name)",
        }),
      )
      .otherwise(update),
  );
  create.next(propose);
  update.next(propose);

  const read = callInTenant(scope, 'ReadChanges', {
    call: 'cloudformation:describeChangeSet',
    rolePath: '$.deployRole',
    parameters: { 'StackName.$': '$.stack.name', 'ChangeSetName.$': '$.proposal.name' },
    resultPath: '$.changeSet',
  });
  const isComplete = sfn.Condition.and(
    sfn.Condition.stringEquals('$.changeSet.Status', 'CREATE_COMPLETE'),
    // All changes, or none can be judged: a second page would be longer than a state may be.
    sfn.Condition.isNotPresent('$.changeSet.NextToken'),
  );
  const pending = wait('WaitForChanges');
  propose.next(pending).next(read);
  read.next(
    new sfn.Choice(scope, 'AreThereChanges')
      .when(
        sfn.Condition.or(
          sfn.Condition.stringMatches('$.changeSet.Status', '*_PENDING'),
          sfn.Condition.stringMatches('$.changeSet.Status', '*_IN_PROGRESS'),
        ),
        pending,
      )
      .when(sfn.Condition.and(isComplete, sfn.Condition.isPresent('$.changeSet.Changes')), whenProposed)
      // Outputs and tags are no resources.
      .when(
        isComplete,
        new sfn.Pass(scope, 'NoResourceChanges', {
          result: sfn.Result.fromArray([]),
          resultPath: '$.changeSet.Changes',
        }).next(whenProposed),
      )
      .when(sfn.Condition.and(sfn.Condition.isPresent('$.changeSet.StatusReason'), nothingChanged()), whenEmpty)
      .otherwise(explained(scope, whenFailed)),
  );
  return look;
}

/** What CloudFormation calls a change set without a change: one that failed. */
function nothingChanged(): sfn.Condition {
  return sfn.Condition.or(
    sfn.Condition.stringMatches('$.changeSet.StatusReason', "*didn't contain changes*"),
    sfn.Condition.stringMatches('$.changeSet.StatusReason', '*No updates are to be performed*'),
  );
}

/** CloudFormation does not always say why; what comes after asks. */
function explained(scope: Construct, next: sfn.IChainable): sfn.IChainable {
  return new sfn.Choice(scope, 'IsExplained').when(sfn.Condition.isPresent('$.changeSet.StatusReason'), next).otherwise(
    new sfn.Pass(scope, 'NoReasonGiven', {
      result: sfn.Result.fromString('CloudFormation gives no reason, or the change set is too long to be judged'),
      resultPath: '$.changeSet.StatusReason',
    }).next(next),
  );
}
