import { App, Stack, aws_kms as kms } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { FleetRegion } from '../../constructs/fleet-rollout/fleet-region';
import { ModelAccount } from './model-account';
import { StateError, runStates } from './run-states';
import { type Definition, definitionOf } from './state-machines';

/** Stack → template; see {@link ModelAccount} for what a template is. */
export type Templates = Readonly<Record<string, string>>;

/** A release: its stacks in their order. */
export interface Release {
  readonly release: string;
  readonly stacks: Templates;
}

/** How the states of a tenant are run. */
export interface RunOptions {
  readonly halted?: boolean;
  /** How many states are entered before the execution is stopped. */
  readonly stopAt?: number;
}

/** The states a tenant goes through in the two state machines of a region, as they are deployed. */
export class TenantStates {
  readonly #machines: Readonly<Record<'deploy' | 'check', Definition>>;

  public constructor() {
    const stack = new Stack(new App(), 'Test', { env: { account: '100000000002', region: 'eu-central-1' } });
    new FleetRegion(stack, 'Fleet', { organizationId: 'o-a1b2c3d4e5', encryptionKey: new kms.Key(stack, 'Key') });
    const template = Template.fromStack(stack);
    const states = (name: string): Definition =>
      (definitionOf(template, name).States.Tenants as { ItemProcessor: Definition }).ItemProcessor;
    this.#machines = { deploy: states('tenantry-deploy-ring'), check: states('tenantry-check-ring') };
  }

  /** Runs a tenant through a machine; gives how that ended, and how many states were entered. */
  public run(
    account: ModelAccount,
    machine: 'deploy' | 'check',
    release: Release,
    { halted = false, stopAt = Infinity }: RunOptions = {},
  ): { readonly end: string; readonly states: number } {
    let states = 0;
    const enter = (): void => {
      if (states === stopAt) throw new Stopped();
      states += 1;
    };
    try {
      const call = (resource: string, parameters: Record<string, unknown>): unknown =>
        account.call(resource, parameters);
      runStates(this.#machines[machine], inputOf(release, halted), { call, enter });
      return { end: 'succeeded', states };
    } catch (error) {
      if (error instanceof Stopped) return { end: 'stopped', states };
      if (error instanceof StateError) return { end: error.error, states };
      throw error;
    }
  }

  /** An account that a release was brought to. */
  public accountWith(release: Release): ModelAccount {
    const account = new ModelAccount();
    const { end } = this.run(account, 'deploy', release);
    if (end !== 'succeeded') throw new Error(`release ${release.release} ended as ${end}`);
    return account;
  }
}

class Stopped extends Error {}

function inputOf({ release, stacks }: Release, halted: boolean): object {
  return {
    release,
    commit: `commit-of-${release}`,
    halted,
    tenant: {
      id: 'acme',
      startAfterSeconds: 0,
      deployRole: 'arn:aws:iam::100000000003:role/deploy',
      executionRole: 'arn:aws:iam::100000000003:role/execute',
      lookupRole: 'arn:aws:iam::100000000003:role/look',
      stacks: Object.entries(stacks).map(([name, templateUrl]) => ({
        name,
        templateUrl,
        tags: [],
        terminationProtection: name === 'data',
        allowed: [],
      })),
    },
  };
}
