import { OperationError } from '../errors';

/** A stack as far as waiting for it goes. */
interface StackStatus {
  readonly StackName?: string | undefined;
  readonly StackStatus?: string | undefined;
}

/** What {@link waitForStacks} waits with. */
export interface WaitForStacksContext {
  readonly pause: (milliseconds: number) => Promise<unknown>;
  /** Is told once of each state that is waited in. */
  readonly notify: (event: { readonly type: 'waitingForStacks'; readonly stacks: readonly string[] }) => void;
}

const POLL_MS = 5_000;

/** The slowest resources, databases, take less. */
const MAX_WAIT_MS = 2 * 60 * 60_000;

/**
 * Waits until CloudFormation works on none of a tenant's stacks.
 *
 * A run that was cut off leaves CloudFormation at work. A deployment in that time is refused, or, worse, the CDK finds the stack to have the new template already and
 * takes it for deployed, while it may yet be rolled back.
 *
 * @param look gives the tenant's stacks as they are now
 * @returns the stacks as they then are
 * @throws OperationError if it takes longer than two hours
 */
export async function waitForStacks<Looked extends StackStatus>(
  look: () => Promise<readonly Looked[]>,
  { pause, notify }: WaitForStacksContext,
): Promise<readonly Looked[]> {
  let told = '';
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    const stacks = await look();
    const busy = stacks.filter(({ StackStatus: status }) => isAtWork(status));
    if (busy.length === 0) return stacks;
    const states = busy.map(({ StackName: name, StackStatus: status }) => `${name} (${status})`).toSorted();
    if (waitedMs >= MAX_WAIT_MS) {
      throw new OperationError(
        `CloudFormation has been at work for two hours on ${states.join(', ')}; see what it waits for in the tenant's account, then try again`,
      );
    }
    if (states.join() !== told) notify({ type: 'waitingForStacks', stacks: states });
    told = states.join();
    await pause(POLL_MS);
  }
}

/** A stack in review has a change set that was not executed; nothing is going on. */
function isAtWork(status = ''): boolean {
  return status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS';
}
