import {
  Duration,
  Stack,
  aws_iam as iam,
  type aws_kms as kms,
  type aws_lambda as lambda,
  aws_stepfunctions as sfn,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledge } from '../support/acknowledge';
import { type PropsRule, assertProps } from '../support/assert-props';
import { shownInFindings } from '../support/shown-in-findings';
import { acknowledgeMachine } from './acknowledge-machine';
import { machineLog } from './machine-log';
import { FUNCTION_SECONDS } from './ring-handler/limits';
import { CHECK_RING, DEPLOY_RING, RELEASE } from './ring-handler/names';
import { releaseStates } from './release-states';
import { stepFunction } from './step-function';

/** Props of {@link FleetRollout}. */
export interface FleetRolloutProps {
  /** Regions that have a `FleetRegion`, in this account; at least one. */
  readonly regions: readonly string[];

  /** Key of the logs; its policy must let CloudWatch Logs use it. */
  readonly encryptionKey: kms.IKey;

  /**
   * Time between two looks at how a ring goes in a region.
   *
   * @default Duration.minutes(2)
   */
  readonly pollInterval?: Duration;
}

/**
 * Takes a release through the rings of a fleet, one after the other: deploys in all regions of a ring, stops if too many tenants failed, lets it bake,
 * looks whether the tenants are well, and stops if too many are not.
 *
 * An execution is a release, named after it, so that starting it twice does nothing twice. Its input says what is to be done, down to the last number, as
 * `fleetRelease` writes it: the construct knows no rings.
 *
 * @example
 * new FleetRollout(this, 'Rollout', { regions: ['eu-central-1', 'us-east-1'], encryptionKey: key });
 */
export class FleetRollout extends Construct {
  public readonly stateMachine: sfn.StateMachine;

  public constructor(scope: Construct, id: string, props: FleetRolloutProps) {
    super(scope, id);
    assertProps(this, props, [thereIsARegion]);
    const { regions, encryptionKey, pollInterval = Duration.minutes(2) } = props;
    const shared = { handler: 'ring-handler', timeout: Duration.seconds(FUNCTION_SECONDS), encryptionKey };
    const follow = stepFunction(this, 'Follow', {
      ...shared,
      exported: 'follow',
      description: 'Starts and follows rings of a release in their regions',
    });
    const gate = stepFunction(this, 'Gate', {
      ...shared,
      exported: 'gate',
      description: 'Says whether a release may go on after a ring',
    });
    this.allowFollowing(follow, regions);
    this.stateMachine = new sfn.StateMachine(this, 'Resource', {
      stateMachineName: RELEASE,
      comment: 'Takes a release through the rings of the fleet',
      definitionBody: sfn.DefinitionBody.fromChainable(releaseStates(this, { follow, gate, pollInterval })),
      tracingEnabled: true,
      logs: machineLog(this, RELEASE, encryptionKey),
    });
    acknowledgeMachine(this.stateMachine, [follow, gate]);
  }

  /** The state machines of the regions, and their executions, by name: Step Functions itself calls no other region. */
  private allowFollowing(follow: lambda.Function, regions: readonly string[]): void {
    const { partition, account } = Stack.of(this);
    const machines = regions.flatMap((region) => [DEPLOY_RING, CHECK_RING].map((name) => ({ region, name })));
    const arns = (kind: string, suffix = '', [p, a] = [partition, account]): string[] =>
      machines.map(({ region, name }) => `arn:${p}:states:${region}:${a}:${kind}:${name}${suffix}`);
    follow.addToRolePolicy(
      new iam.PolicyStatement({
        sid: 'StartRings',
        actions: ['states:StartExecution'],
        resources: arns('stateMachine'),
      }),
    );
    follow.addToRolePolicy(
      new iam.PolicyStatement({
        sid: 'FollowRings',
        actions: ['states:DescribeExecution', 'states:ListMapRuns'],
        resources: arns('execution', ':*'),
      }),
    );
    acknowledge(
      follow.role!,
      'The wildcard stands for the executions of the named state machines: a new one for each ring of each release.',
      arns('execution', ':*', [shownInFindings(partition), shownInFindings(account)]).map(
        (arn) => `AwsSolutions-IAM5[Resource::${arn}]`,
      ),
    );
  }
}

const thereIsARegion: PropsRule<FleetRolloutProps> = ({ regions }) =>
  regions.length > 0 ? undefined : 'regions must name at least one region with a FleetRegion, got none';
