import type { CreateAccountStatus } from '@aws-sdk/client-organizations';
import { isTransientFailure, wayOutOf } from './failure-reasons';
import { type FoundAccount, findAccount } from './find-account';
import type { Organizations } from './organizations';
import { isUncertain } from './organizations-errors';
import { type Clock, MAX_REQUESTS_IN_PROGRESS } from './rate-limits';
import type { Turns } from './turns';
import { VendError } from './vend-error';
import { TENANT_TAG, type VendEvent, type VendRequest } from './vend-request';

/** What vending works with. */
export interface VendContext {
  readonly organizations: Organizations;
  readonly clock: Clock;
  readonly notify: (event: VendEvent) => void;
  /** Lets one caller of the process at a time count the requests in progress and add its own. */
  readonly turns: Turns;
}

/** What became of asking for an account; nothing if it is worth looking and asking again. */
type Attempt = { readonly accountId: string; readonly how: 'created' | 'resumed' } | undefined;

const POLL_MS = 5_000;
/** New requests and accounts show up in lists after some seconds. */
const SETTLE_MS = 10_000;
/** An account that was created so recently may not be listed yet; one that is older and not listed has left. */
const NEW_FOR_MS = 15 * 60_000;
/** AWS says that an account takes minutes; when it takes this long, something is wrong. */
const GIVE_UP_AFTER_MS = 2 * 3_600_000;

/** Goes on with the tenant's request that is in progress, or makes one. */
export async function createAccount(request: VendRequest, context: VendContext): Promise<Attempt | FoundAccount> {
  const running = await runningRequest(request, context);
  if (running !== undefined) return settle(running, 'resumed', request, context);

  try {
    const status = await context.turns.take(() => ask(request, context));
    return await settle(status, 'created', request, context);
  } catch (error) {
    if (!isUncertain(error)) throw error;
    // The account may be on its way: looking again comes before asking again.
    context.notify({ type: 'failedForNow', reason: error instanceof Error ? error.message : String(error) });
    await context.clock.pause(SETTLE_MS);
    return undefined;
  }
}

async function ask(request: VendRequest, context: VendContext): Promise<CreateAccountStatus> {
  await waitForSlot(context);
  const { accountName, email, roleName, tenantId } = request;
  context.notify({ type: 'requested', email });
  return context.organizations.createAccount(accountName, email, roleName, { ...request.tags, [TENANT_TAG]: tenantId });
}

/** A request of the tenant that is not done, or whose account is so new that lists do not show it. */
async function runningRequest(
  { accountName }: VendRequest,
  { organizations, clock }: VendContext,
): Promise<CreateAccountStatus | undefined> {
  const requests = await organizations.requests('IN_PROGRESS', 'SUCCEEDED');
  return requests.find(
    ({ AccountName, State, CompletedTimestamp }) =>
      AccountName === accountName &&
      (State === 'IN_PROGRESS' || clock.now() - (CompletedTimestamp?.getTime() ?? 0) < NEW_FOR_MS),
  );
}

async function waitForSlot({ organizations, clock, notify }: VendContext): Promise<void> {
  for (;;) {
    const { length } = await organizations.requests('IN_PROGRESS');
    if (length < MAX_REQUESTS_IN_PROGRESS) return;
    notify({ type: 'waitingForSlot', inProgress: length });
    await clock.pause(POLL_MS);
  }
}

async function settle(
  requested: CreateAccountStatus,
  how: 'created' | 'resumed',
  request: VendRequest,
  context: VendContext,
): Promise<Attempt | FoundAccount> {
  const { organizations, clock, notify } = context;
  const deadline = clock.now() + GIVE_UP_AFTER_MS;
  let status = requested;
  if (status.State === 'IN_PROGRESS') notify({ type: 'inProgress', requestId: status.Id! });
  while (status.State === 'IN_PROGRESS') {
    if (clock.now() > deadline) {
      throw new VendError(
        'AccountNotCreated',
        `request ${status.Id} has been in progress for two hours; run this again to go on waiting, or contact AWS Support`,
      );
    }
    await clock.pause(POLL_MS);
    status = await organizations.request(requested.Id!);
  }
  if (status.State === 'SUCCEEDED') return { accountId: status.AccountId!, how };
  return failed(status.FailureReason ?? 'UNKNOWN', request, context);
}

async function failed(
  reason: string,
  request: VendRequest,
  { organizations, clock, notify }: VendContext,
): Promise<FoundAccount | undefined> {
  if (isTransientFailure(reason)) {
    notify({ type: 'failedForNow', reason });
    await clock.pause(SETTLE_MS);
    return undefined;
  }
  if (reason === 'EMAIL_ALREADY_EXISTS') {
    // It may be the tenant's own account, which was too new to be listed.
    await clock.pause(SETTLE_MS);
    const found = await findAccount(organizations, request);
    if (found !== undefined) return found;
  }
  throw new VendError(
    'AccountNotCreated',
    `AWS did not create an account for "${request.email}": ${reason}; ${wayOutOf(reason)}`,
  );
}
