import {
  type aws_dynamodb as dynamodb,
  aws_stepfunctions as sfn,
  aws_stepfunctions_tasks as tasks,
  type Duration,
  type aws_lambda as lambda,
} from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { callInTenant } from './call-in-tenant';
import { noteChange } from './note-change';
import { proposeChanges } from './propose-changes';

/** Props of {@link deployStack}. */
export interface DeployStackProps {
  /** Function that judges change sets. */
  readonly guard: lambda.IFunction;
  /** What runs where. */
  readonly versions: dynamodb.ITable;
  /** Time between two looks at what CloudFormation does. */
  readonly pollInterval: Duration;
}

/** Where the guard's answer is. */
const VERDICT = '$.verdict';

/** What the states of one stack take, beside `stack` itself. */
const STACK = '$.stack.name';

/**
 * The states that bring one stack of a tenant to its template, by a change set: wait until nobody else works on it, propose, judge, execute, wait.
 *
 * Takes `{ stack, tenant: { id }, deployRole, executionRole }`. Does nothing to a stack that is as it should be, so that it can be run again at any point.
 * A stack without a template is one that was not there before a release: it is left, and fails the tenant if it came to be.
 */
export function deployStack(scope: Construct, { guard, versions, pollInterval }: DeployStackProps): sfn.IChainable {
  const wait = (id: string): sfn.Wait => new sfn.Wait(scope, id, { time: sfn.WaitTime.duration(pollInterval) });
  const fail = (id: string, error: string, causePath: string): sfn.Fail =>
    new sfn.Fail(scope, id, { error, causePath });
  const drop = (id: string): sfn.CustomState =>
    callInTenant(scope, id, {
      call: 'cloudformation:deleteChangeSet',
      rolePath: '$.deployRole',
      parameters: { 'StackName.$': STACK, 'ChangeSetName.$': '$.proposal.name' },
    });

  const settled = protect(scope);
  const judged = new tasks.LambdaInvoke(scope, 'JudgeChanges', {
    lambdaFunction: guard,
    payload: sfn.TaskInput.fromObject({
      'stack.$': STACK,
      'changes.$': '$.changeSet.Changes',
      'allowed.$': '$.stack.allowed',
    }),
    payloadResponseOnly: true,
    resultPath: VERDICT,
  });
  const execute = callInTenant(scope, 'ExecuteChanges', {
    call: 'cloudformation:executeChangeSet',
    rolePath: '$.deployRole',
    parameters: {
      'StackName.$': STACK,
      'ChangeSetName.$': '$.proposal.name',
      'ClientRequestToken.$': '$.proposal.name',
    },
  });
  const watch = callInTenant(scope, 'ReadStack', {
    call: 'cloudformation:describeStacks',
    rolePath: '$.deployRole',
    parameters: { 'StackName.$': STACK },
    resultSelector: { 'stack.$': '$.Stacks[0]' },
    resultPath: '$.after',
  });
  const working = wait('WaitForStack');
  working.next(watch).next(
    new sfn.Choice(scope, 'IsStackDone')
      .when(sfn.Condition.stringMatches('$.after.stack.StackStatus', '*_IN_PROGRESS'), working)
      .when(
        sfn.Condition.or(
          sfn.Condition.stringEquals('$.after.stack.StackStatus', 'CREATE_COMPLETE'),
          sfn.Condition.stringEquals('$.after.stack.StackStatus', 'UPDATE_COMPLETE'),
        ),
        settled,
      )
      .otherwise(
        fail(
          'StackFailed',
          'StackFailed',
          "States.Format('stack {} ended as {}', $.stack.name, $.after.stack.StackStatus)",
        ),
      ),
  );
  judged.next(
    new sfn.Choice(scope, 'IsAllowed')
      .when(
        sfn.Condition.booleanEquals('$.verdict.allowed', true),
        noteChange(scope, 'NoteChange', versions, STACK).next(execute).next(working),
      )
      .otherwise(drop('DropRefused').next(fail('WouldLoseData', 'WouldLoseData', '$.verdict.reason'))),
  );
  return proposeChanges(scope, {
    wait,
    whenProposed: judged,
    whenEmpty: drop('DropEmpty').next(settled),
    whenAbsent: new sfn.Pass(scope, 'StackIsNotThere', { parameters: { 'stack.$': STACK } }),
    whenFailed: drop('DropFailed').next(fail('ChangeSetFailed', 'ChangeSetFailed', '$.changeSet.StatusReason')),
  });
}

/** Protects the stack from deletion where its template says so: a change set cannot. */
function protect(scope: Construct): sfn.IChainable & sfn.State {
  const done = new sfn.Pass(scope, 'StackIsThere', { parameters: { 'stack.$': STACK } });
  return new sfn.Choice(scope, 'IsProtected')
    .when(
      sfn.Condition.booleanEquals('$.stack.terminationProtection', true),
      callInTenant(scope, 'ProtectStack', {
        call: 'cloudformation:updateTerminationProtection',
        rolePath: '$.deployRole',
        parameters: { 'StackName.$': STACK, EnableTerminationProtection: true },
      }).next(done),
    )
    .otherwise(done);
}
