import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  ExecutionDoesNotExist,
  type ExecutionListItem,
  ListExecutionsCommand,
  SFNClient,
  StateMachineDoesNotExist,
} from '@aws-sdk/client-sfn';
import { executionName } from '../../../constructs/fleet-rollout/ring-handler/execution-name';
import { CHECK_RING, DEPLOY_RING, RELEASE } from '../../../constructs/fleet-rollout/ring-handler/names';
import { OperationError } from '../../errors';
import type { CredentialProvider } from '../operator-session';

/** What is done with a ring in a region. */
export type RingStep = 'deploy' | 'check';

/** Where the state machines of releases are. */
export interface ReleaseMachinesOptions {
  readonly operatorAccountId: string;
  readonly homeRegion: string;
  /** Of the operator account. */
  readonly operator: CredentialProvider;
}

const RING_MACHINES: Readonly<Record<RingStep, string>> = { deploy: DEPLOY_RING, check: CHECK_RING };

/** The state machines of the operator account: the one of releases in the home region, and those of rings in each region with tenants. */
export class ReleaseMachines {
  readonly #clients = new Map<string, SFNClient>();

  public constructor(private readonly options: ReleaseMachinesOptions) {}

  public get homeRegion(): string {
    return this.options.homeRegion;
  }

  /** ARN of the state machine that releases are executions of. */
  public get releaseMachine(): string {
    return this.#arn('stateMachine', this.homeRegion, RELEASE);
  }

  /** ARN of the execution of a release. */
  public releaseExecution(name: string): string {
    return this.#arn('execution', this.homeRegion, `${RELEASE}:${name}`);
  }

  /** ARN of the execution of a ring in a region, for an execution of a release. */
  public ringExecution(step: RingStep, region: string, execution: string, ring: string): string {
    return this.#arn('execution', region, `${RING_MACHINES[step]}:${executionName(execution, ring)}`);
  }

  /** ARN of the state machine of rings in a region. */
  public ringMachine(step: RingStep, region: string): string {
    return this.#arn('stateMachine', region, RING_MACHINES[step]);
  }

  /** Step Functions of a region, as the operator account. */
  public client(region: string): SFNClient {
    const known = this.#clients.get(region);
    if (known !== undefined) return known;
    const client = new SFNClient({ region, credentials: this.options.operator });
    this.#clients.set(region, client);
    return client;
  }

  /** An execution by its ARN; undefined if there is none. */
  public async describe(executionArn: string): Promise<DescribeExecutionCommandOutput | undefined> {
    try {
      return await this.client(regionOf(executionArn)).send(new DescribeExecutionCommand({ executionArn }));
    } catch (error) {
      if (error instanceof ExecutionDoesNotExist) return undefined;
      throw error;
    }
  }

  /** The latest executions of releases, the latest first. */
  public async latestReleases(most: number): Promise<readonly ExecutionListItem[]> {
    return this.#list(this.homeRegion, this.releaseMachine, { maxResults: most });
  }

  /**
   * Names of executions that run now: of releases, and of rings in these regions, as `name in region`.
   *
   * @throws OperationError if a state machine is not there, unless one that is missing counts as idle
   */
  public async running(
    regions: readonly string[],
    { missing = 'error' }: { readonly missing?: 'error' | 'idle' } = {},
  ): Promise<string[]> {
    const machines = [
      { region: this.homeRegion, arn: this.releaseMachine },
      ...regions.flatMap((region) =>
        (['deploy', 'check'] as const).map((step) => ({ region, arn: this.ringMachine(step, region) })),
      ),
    ];
    const lists = await Promise.all(
      machines.map(async ({ region, arn }) => {
        const list = this.#list(region, arn, { statusFilter: 'RUNNING' });
        const executions = await (missing === 'idle' ? list.catch(noneIfMissing) : list);
        return executions.map(({ name }) => `${name} in ${region}`);
      }),
    );
    return lists.flat().toSorted();
  }

  /** Ends the connections. */
  public destroy(): void {
    for (const client of this.#clients.values()) client.destroy();
  }

  async #list(
    region: string,
    stateMachineArn: string,
    options: { readonly maxResults?: number; readonly statusFilter?: 'RUNNING' },
  ): Promise<readonly ExecutionListItem[]> {
    try {
      const { executions = [] } = await this.client(region).send(
        new ListExecutionsCommand({ stateMachineArn, ...options }),
      );
      return executions;
    } catch (error) {
      if (error instanceof StateMachineDoesNotExist) throw this.notDeployed(region, error);
      throw error;
    }
  }

  /** What to do where the state machines are not there. */
  public notDeployed(region: string, cause: unknown): OperationError {
    const { operatorAccountId, homeRegion } = this.options;
    const stacks = region === homeRegion ? `operator/Fleet and operator/Fleet-${region}` : `operator/Fleet-${region}`;
    return new OperationError(
      `the operator account ${operatorAccountId} has no state machines of releases in ${region}; deploy ${stacks} first (docs/fleet.md)`,
      { cause },
    );
  }

  #arn(kind: 'stateMachine' | 'execution', region: string, name: string): string {
    return `arn:aws:states:${region}:${this.options.operatorAccountId}:${kind}:${name}`;
  }
}

function noneIfMissing(error: unknown): readonly ExecutionListItem[] {
  if (error instanceof OperationError && error.cause instanceof StateMachineDoesNotExist) return [];
  throw error;
}

function regionOf(arn: string): string {
  return arn.split(':')[3] ?? '';
}
