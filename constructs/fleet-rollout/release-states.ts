import {
  Duration,
  Stack,
  type aws_lambda as lambda,
  aws_stepfunctions as sfn,
  aws_stepfunctions_tasks as tasks,
} from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type RetriedOptions, retried } from './retried';
import { CHECK_RING, DEPLOY_RING } from './ring-handler/names';

/** Props of {@link releaseStates}. */
export interface ReleaseStatesProps {
  /** Function that starts and follows a ring in its region. */
  readonly follow: lambda.IFunction;
  /** Function that says whether the release may go on. */
  readonly gate: lambda.IFunction;
  /** Time between two looks at how a ring goes in a region. */
  readonly pollInterval: Duration;
}

/**
 * The states of a release, ring by ring. Takes `{ release, commit, rings }`; a ring is
 * `{ name, tenants, tolerated, bakeSeconds, regionsAtOnce, regions: [{ region, manifest, concurrency }] }`.
 */
export function releaseStates(scope: Construct, props: ReleaseStatesProps): sfn.IChainable {
  const rings = new sfn.Map(scope, 'Rings', {
    maxConcurrency: 1,
    itemsPath: '$.rings',
    itemSelector: {
      'ring.$': '$$.Map.Item.Value',
      'release.$': '$.release',
      'commit.$': '$.commit',
      'execution.$': '$$.Execution.Name',
    },
    resultPath: sfn.JsonPath.DISCARD,
  });
  const bake = new sfn.Wait(scope, 'Bake', { time: sfn.WaitTime.secondsPath('$.ring.bakeSeconds') });
  // Which of its tenants are at work when a ring gives up is chance: they are brought back, and not left with a part of the release.
  const settle = inAllRegions(scope, 'Settle', CHECK_RING, props);
  const halted = (after: 'Deploy' | 'Check'): sfn.Fail =>
    new sfn.Fail(scope, `HaltedAfter${after}`, { error: 'RingHalted', causePath: '$.gate.reason' });
  const haltedAfterDeploy = halted('Deploy');
  settle.addCatch(haltedAfterDeploy, { resultPath: '$.error' });
  settle.next(haltedAfterDeploy);
  const passed = new sfn.Pass(scope, 'RingPassed', { parameters: { 'ring.$': '$.ring.name' } });
  const check = inAllRegions(scope, 'Check', CHECK_RING, props);
  check.next(gate(scope, 'Check', ['$.deploy', '$.check'], passed, halted('Check'), props));
  const deploy = inAllRegions(scope, 'Deploy', DEPLOY_RING, props);
  deploy.next(gate(scope, 'Deploy', ['$.deploy'], bake.next(check), settle, props));
  rings.itemProcessor(deploy);
  return rings.next(new sfn.Succeed(scope, 'Released'));
}

/** Has the ring done in as many regions at a time as its concurrency allows, and waits for all of them; how it went is at `$.deploy`, `$.check` or `$.settle`. */
function inAllRegions(
  scope: Construct,
  step: 'Deploy' | 'Check' | 'Settle',
  stateMachineName: string,
  { follow, pollInterval }: ReleaseStatesProps,
): sfn.Map {
  const { partition, account } = Stack.of(scope);
  const stateMachine = `arn:${partition}:states:{}:${account}:stateMachine:${stateMachineName}`;
  const regions = new sfn.Map(scope, `${step}InRegions`, {
    maxConcurrencyPath: '$.ring.regionsAtOnce',
    itemsPath: '$.ring.regions',
    itemSelector: {
      'execution.$': '$.execution',
      'release.$': '$.release',
      'commit.$': '$.commit',
      'ring.$': '$.ring.name',
      // A tenant that is being brought back is not to be cut off because others are ill: there, the gate alone counts.
      'tolerated.$': step === 'Deploy' ? '$.ring.tolerated' : '$.ring.tenants',
      halted: step === 'Settle',
      'region.$': '$$.Map.Item.Value.region',
      'manifest.$': '$$.Map.Item.Value.manifest',
      'concurrency.$': '$$.Map.Item.Value.concurrency',
      'stateMachineArn.$': `States.Format('${stateMachine}', $$.Map.Item.Value.region)`,
    },
    resultPath: `$.${step.toLowerCase()}`,
  });
  const ask = new tasks.LambdaInvoke(scope, `${step}Ring`, {
    lambdaFunction: follow,
    payloadResponseOnly: true,
    resultPath: '$.progress',
  });
  retried(ask, ASKING);
  const wait = new sfn.Wait(scope, `Wait${step}Ring`, { time: sfn.WaitTime.duration(pollInterval) });
  ask.next(
    new sfn.Choice(scope, `Is${step}RingDone`)
      .when(sfn.Condition.stringEquals('$.progress.status', 'running'), wait.next(ask))
      .otherwise(new sfn.Pass(scope, `${step}RingDone`, { outputPath: '$.progress' })),
  );
  regions.itemProcessor(ask);
  return regions;
}

/** One question in hours that nobody answers is no reason to leave rings to themselves; asking again does nothing twice. */
const ASKING: RetriedOptions = { interval: Duration.seconds(5), maxAttempts: 5 };

/** Lets the release go on, or has it end with a reason that names the ring, at `$.gate.reason`. */
function gate(
  scope: Construct,
  step: 'Deploy' | 'Check',
  outcomes: readonly string[],
  open: sfn.IChainable,
  closed: sfn.IChainable,
  { gate: lambdaFunction }: ReleaseStatesProps,
): sfn.IChainable {
  const judge = new tasks.LambdaInvoke(scope, `${step}Gate`, {
    lambdaFunction,
    payload: sfn.TaskInput.fromObject({
      'ring.$': '$.ring.name',
      'tenants.$': '$.ring.tenants',
      'tolerated.$': '$.ring.tolerated',
      'outcomes.$': `States.Array(${outcomes.join(', ')})`,
    }),
    payloadResponseOnly: true,
    resultPath: '$.gate',
  });
  retried(judge, ASKING);
  return judge.next(
    new sfn.Choice(scope, `Is${step}GateOpen`)
      .when(sfn.Condition.booleanEquals('$.gate.open', true), open)
      .otherwise(closed),
  );
}
