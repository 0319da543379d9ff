import { TENANT_TAG } from '../../constructs/tenant-account/handler/vend-request';
import { isDeployable } from '../config/is-deployable';
import type { Tenant } from '../config/tenant';
import { bootstrapVersion } from './bootstrap-version';
import type { CredentialProvider } from './operator-session';
import type { OrganizationView } from './organization-view';
import { type TenantEnvironment, environmentsOf } from './tenant-environments';
import { tenantStacks } from './tenant-stacks';

/** A tenant as AWS has it, beside how its files want it. */
export interface TenantStatus {
  readonly tenant: string;
  readonly ring: string;
  /** State of the file. */
  readonly state: Tenant['state'];
  /** Account in `accounts.lock.json`; absent until it is vended. */
  readonly accountId?: string;
  /** State of the account in AWS Organizations, e.g. `ACTIVE`; absent if that was not or could not be read. */
  readonly account?: string;
  readonly environments: readonly EnvironmentStatus[];
  /** Where AWS differs from what the files want. */
  readonly problems: readonly string[];
  /** What could not be read, and why. */
  readonly unread: readonly string[];
}

/** One region of a tenant's account. */
export interface EnvironmentStatus {
  readonly region: string;
  /** Version of CDK's bootstrap; absent where the operator cannot deploy. */
  readonly bootstrap?: number;
  readonly stacks: readonly { readonly name: string; readonly status: string; readonly changedAt?: string }[];
}

/** What {@link tenantStatus} looks with; what is absent is not looked at. */
export interface TenantStatusContext {
  /** As the management account sees it. */
  readonly organization?: OrganizationView | undefined;
  /** Of the operator account. */
  readonly operator?: CredentialProvider | undefined;
}

/** Looks at a tenant's account and stacks. Changes nothing, and never fails: what cannot be read is said. */
export async function tenantStatus(tenant: Tenant, context: TenantStatusContext): Promise<TenantStatus> {
  const problems: string[] = [];
  const unread: string[] = [];
  const { id, accountId, ring, state } = tenant;
  const account =
    accountId === undefined || context.organization === undefined
      ? undefined
      : await orSay('the account', unread, accountStatus(tenant, accountId, context.organization, problems));
  const environments: EnvironmentStatus[] = [];
  if (isDeployable(tenant) && context.operator !== undefined) {
    for (const environment of environmentsOf(tenant)) {
      const { operator } = context;
      const status = await orSay(environment.region, unread, environmentStatus(id, environment, operator, problems));
      if (status !== undefined) environments.push(status);
    }
  }
  return {
    tenant: id,
    ring,
    state,
    ...(accountId !== undefined && { accountId }),
    ...(account !== undefined && { account }),
    environments,
    problems,
    unread,
  };
}

async function accountStatus(
  { id, state, jurisdiction, region }: Tenant,
  accountId: string,
  organization: OrganizationView,
  problems: string[],
): Promise<string> {
  const account = await organization.account(accountId);
  if (account === undefined) {
    problems.push(`account ${accountId} is not in the organization; tenantry sync takes it out of accounts.lock.json`);
    return 'GONE';
  }
  const owner = await organization.tenantOf(accountId);
  if (owner !== id)
    problems.push(`account ${accountId} has the tag ${TENANT_TAG} = ${owner ?? 'none'}, expected ${id}`);
  const unit = state === 'suspended' ? ['Suspended'] : ['Tenants', jurisdiction, region];
  if (!(await organization.isIn(accountId, unit))) problems.push(`account ${accountId} is not in ${unit.join('/')}`);
  return account.State ?? account.Status ?? 'UNKNOWN';
}

async function environmentStatus(
  tenantId: string,
  environment: TenantEnvironment,
  operator: CredentialProvider,
  problems: string[],
): Promise<EnvironmentStatus> {
  const { region } = environment;
  const bootstrap = await bootstrapVersion(environment, operator);
  if (bootstrap === undefined) return { region, stacks: [] };
  const stacks = (await tenantStacks(tenantId, environment, operator, 'tenantry-status'))
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

async function orSay<Value>(what: string, unread: string[], reading: Promise<Value>): Promise<Value | undefined> {
  try {
    return await reading;
  } catch (error) {
    unread.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
