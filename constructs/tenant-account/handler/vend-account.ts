import { type VendContext, createAccount } from './create-account';
import { type FoundAccount, assertUnchanged, findAccount } from './find-account';
import { VendError } from './vend-error';
import { TENANT_TAG, type VendRequest, type VendedAccount } from './vend-request';

/** Times a request is repeated that failed for reasons that pass. */
const MAX_ATTEMPTS = 10;

/**
 * Returns the member account of a tenant, creating it if there is none.
 *
 * Safe to repeat after a run that was cut off anywhere: an account with the tenant's tag is the tenant's; a request in
 * progress is waited for; an account with the tenant's e-mail is adopted, and keeps its other tags. Only then is an account asked for,
 * tagged from its first second.
 *
 * @throws VendError if trying again will not help, with the way out
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html
 */
export async function vendAccount(request: VendRequest, context: VendContext): Promise<VendedAccount> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const found = await findAccount(context.organizations, request);
    if (found !== undefined) return take(found, request, context);

    const made = await createAccount(request, context);
    if (made === undefined) continue;
    if ('how' in made) return made;
    return take(made, request, context);
  }
  throw new VendError(
    'AccountNotCreated',
    `AWS failed ${MAX_ATTEMPTS} times to create an account for "${request.email}"; run this again later`,
  );
}

async function take(account: FoundAccount, request: VendRequest, context: VendContext): Promise<VendedAccount> {
  const { accountId, tagged } = account;
  if (!tagged) return adopt(accountId, request, context);
  assertUnchanged(account, request);
  return { accountId, how: 'found' };
}

async function adopt(
  accountId: string,
  { tags, tenantId }: VendRequest,
  { organizations, notify }: VendContext,
): Promise<VendedAccount> {
  await organizations.tag(accountId, { ...tags, [TENANT_TAG]: tenantId });
  notify({ type: 'adopted', accountId });
  return { accountId, how: 'adopted' };
}
