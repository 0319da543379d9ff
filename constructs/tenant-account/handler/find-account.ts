import type { Account } from '@aws-sdk/client-organizations';
import type { Organizations } from './organizations';
import { VendError } from './vend-error';
import { TENANT_TAG, type VendRequest } from './vend-request';

/** An account that is the tenant's, or becomes it by being tagged. */
export interface FoundAccount {
  readonly accountId: string;
  readonly tagged: boolean;
  readonly email: string;
  readonly name: string;
}

/**
 * Finds the account of a tenant: by its tag, else by its e-mail.
 *
 * Accounts with the tenant's e-mail or name are looked at first. Only if none of them is the tenant's are the tags of all the
 * others read, without those known to be others': an account may have been given another name and address since.
 *
 * @throws VendError if the account cannot be used, with the way out
 */
export async function findAccount(
  organizations: Organizations,
  request: VendRequest,
): Promise<FoundAccount | undefined> {
  const accounts = (await organizations.accounts()).filter(({ Id }) => !request.accountsOfOthers.has(Id!));
  const likely = accounts.filter((account) => hasEmail(account, request.email) || account.Name === request.accountName);

  const tagged =
    (await ownedBy(organizations, request.tenantId, likely)) ??
    (await ownedBy(
      organizations,
      request.tenantId,
      accounts.filter((account) => !likely.includes(account)),
    ));
  if (tagged !== undefined) {
    assertUsable(tagged, request);
    return { ...describe(tagged), tagged: true };
  }

  const sameEmail = likely.find((account) => hasEmail(account, request.email));
  if (sameEmail === undefined) return undefined;
  await assertNobodyElses(organizations, sameEmail, request);
  assertUsable(sameEmail, request);
  return { ...describe(sameEmail), tagged: false };
}

/** What the account of a tenant has that cannot be changed from here, and is wanted otherwise; for people. */
export function differences(
  account: Pick<FoundAccount, 'email' | 'name'>,
  { email, accountName }: Pick<VendRequest, 'email' | 'accountName'>,
): readonly string[] {
  return [
    ...(isEmail(account.email, email) ? [] : [`e-mail "${account.email}", expected "${email}"`]),
    ...(account.name === accountName ? [] : [`name "${account.name}", expected "${accountName}"`]),
  ];
}

/** @throws VendError if the account of a tenant has another name or e-mail address than is wanted */
export function assertUnchanged(account: FoundAccount, request: VendRequest): void {
  const changes = differences(account, request);
  if (changes.length === 0) return;
  throw new VendError(
    'AccountChanged',
    `account ${account.accountId} of "${request.tenantId}" has ${changes.join(', and ')}; write what the account has into the tenant's file, or change the account in its own settings: it cannot be changed from here`,
  );
}

function describe({ Id, Email = '', Name = '' }: Account): Omit<FoundAccount, 'tagged'> {
  return { accountId: Id!, email: Email, name: Name };
}

async function ownedBy(
  organizations: Organizations,
  tenantId: string,
  accounts: readonly Account[],
): Promise<Account | undefined> {
  const owned: Account[] = [];
  for (const account of accounts) {
    const tags = await organizations.tags(account.Id!);
    if (tags.get(TENANT_TAG) === tenantId) owned.push(account);
  }
  if (owned.length > 1) {
    throw new VendError(
      'SeveralAccounts',
      `accounts ${owned.map(({ Id }) => Id).join(', ')} all carry the tag "${TENANT_TAG}" = "${tenantId}"; take it off those that are not the tenant's`,
    );
  }
  return owned[0];
}

function hasEmail({ Email = '' }: Account, email: string): boolean {
  return isEmail(Email, email);
}

/** To AWS, case does not count. */
function isEmail(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

async function assertNobodyElses(
  organizations: Organizations,
  { Id, Email }: Account,
  { tenantId }: VendRequest,
): Promise<void> {
  const owner = (await organizations.tags(Id!)).get(TENANT_TAG);
  if (owner === undefined || owner === tenantId) return;
  throw new VendError(
    'AccountOfAnotherTenant',
    `account ${Id} with e-mail "${Email}" belongs to tenant "${owner}" by its tag "${TENANT_TAG}"; give "${tenantId}" another address`,
  );
}

/** `State` took the place of `Status` on 2026-09-09; older answers have only that. */
function assertUsable({ Id, State, Status }: Account, { tenantId }: VendRequest): void {
  const state = State ?? Status;
  if (state === 'ACTIVE' || state === 'PENDING_ACTIVATION') return;
  throw new VendError(
    'AccountNotActive',
    `account ${Id} of "${tenantId}" is ${state}; ask AWS Support within 90 days to reopen it, or vend a tenant with another id and e-mail: neither is ever used again`,
  );
}
