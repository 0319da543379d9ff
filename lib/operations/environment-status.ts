import { bootstrapVersion } from './bootstrap-version';
import { deployRole } from './deploy-role';
import type { CredentialProvider } from './operator-session';
import { orSay } from './or-say';
import { type StackDrift, type StackDriftContext, stackDrift } from './stack-drift';
import type { TenantEnvironment } from './tenant-environments';
import { tenantStacks } from './tenant-stacks';

/** One region of a tenant's account. */
export interface EnvironmentStatus {
  readonly region: string;
  /** Version of CDK's bootstrap; absent where the operator cannot deploy. */
  readonly bootstrap?: number;
  readonly stacks: readonly StackState[];
}

/** A stack as CloudFormation has it. */
export interface StackState {
  readonly name: string;
  readonly status: string;
  readonly changedAt?: string;
  /** What is not as the template says; absent if that was not asked for, or could not be found out. */
  readonly drift?: StackDrift;
}

/** What is collected on the way. */
export interface StatusNotes {
  readonly problems: string[];
  readonly unread: string[];
}

/** How {@link withDrift} looks for drift. */
export interface DetectDriftContext extends StackDriftContext {
  readonly notify: (event: { readonly type: 'detectingDrift'; readonly stack: string }) => void;
}

/** Looks at the bootstrap and the stacks of an environment. */
export async function environmentStatus(
  tenantId: string,
  environment: TenantEnvironment,
  operator: CredentialProvider,
  problems: string[],
): Promise<EnvironmentStatus> {
  const { region } = environment;
  const bootstrap = await bootstrapVersion(environment, operator);
  if (bootstrap === undefined) return { region, stacks: [] };
  const stacks = (await tenantStacks(tenantId, environment, deployRole(environment, operator, 'tenantry-status')))
    .map(({ StackName: name, StackStatus: status, CreationTime: created, LastUpdatedTime: updated }) => {
      const changedAt = (updated ?? created)?.toISOString();
      return { name: name!, status: status!, ...(changedAt !== undefined && { changedAt }) };
    })
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  for (const { name, status } of stacks) {
    if (!/^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status)) problems.push(`stack ${name} is in state ${status}`);
  }
  return { region, bootstrap, stacks };
}

/**
 * Has CloudFormation look for drift in the stacks of an environment, all at once: it takes its time for each.
 *
 * A detection that fails is a problem, because it was asked for.
 */
export async function withDrift(
  status: EnvironmentStatus,
  environment: TenantEnvironment,
  context: DetectDriftContext,
  { problems, unread }: StatusNotes,
): Promise<EnvironmentStatus> {
  const failures: string[] = [];
  const stacks = await Promise.all(
    status.stacks.map(async (stack) => {
      context.notify({ type: 'detectingDrift', stack: stack.name });
      const detection = stackDrift({ stack: stack.name, environment }, context);
      const drift = await orSay(stack.name, failures, detection);
      return drift === undefined ? stack : { ...stack, drift };
    }),
  );
  for (const { name, drift } of stacks) {
    if (drift?.failure === undefined) unread.push(...(drift?.unknown ?? []).map((which) => `drift of ${which}`));
    // The reasons of the parts say more than that of the whole.
    else failures.push(...(drift.unknown.length > 0 ? drift.unknown : [`${name}: ${drift.failure}`]));
  }
  problems.push(...failures.toSorted().map((failure) => `drift is not known of ${failure}`));
  return { ...status, stacks };
}
