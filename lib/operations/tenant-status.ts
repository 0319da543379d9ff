import { TENANT_TAG } from '../../constructs/tenant-account/handler/vend-request';
import { type DeployableTenant, isDeployable } from '../config/is-deployable';
import type { Tenant } from '../config/tenant';
import type { RolloutState } from '../rollout/rollout-state';
import {
  type DetectDriftContext,
  type EnvironmentStatus,
  type StatusNotes,
  environmentStatus,
  withDrift,
} from './environment-status';
import type { VersionInRegion } from './fleet-release/fleet-versions';
import type { CredentialProvider } from './operator-session';
import { orSay } from './or-say';
import type { OrganizationView } from './organization-view';
import { type ReleaseStatus, releaseStatus } from './release-status';
import { readLedger } from './rollout/version-ledger';
import { tenantAlarms } from './tenant-alarms';
import { environmentsOf } from './tenant-environments';

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
  readonly release: ReleaseStatus;
  /** When CloudFormation last changed one of the stacks; ISO 8601, in UTC. */
  readonly lastDeploy?: string;
  /** Alarms that are in state ALARM; absent if that was not or could not be read. */
  readonly alarms?: readonly string[];
  /** Where AWS differs from what the files want. */
  readonly problems: readonly string[];
  /** What could not be read, and why. */
  readonly unread: readonly string[];
}

/** What {@link tenantStatus} looks with; what is absent is not looked at. */
export interface TenantStatusContext {
  /** The tenants folder, beside which the ledgers are. */
  readonly directory: string;
  /** The latest roll-out. */
  readonly rollout: RolloutState | undefined;
  /** What Step Functions brought to the tenant, its home region first. */
  readonly versions?: readonly VersionInRegion[] | undefined;
  /** As the management account sees it. */
  readonly organization?: OrganizationView | undefined;
  /** Of the operator account. */
  readonly operator?: CredentialProvider | undefined;
  /** Whether to ask for alarms, which costs a request a region. */
  readonly health: boolean;
  /** How to look for drift, which takes CloudFormation minutes a stack. */
  readonly drift?: Omit<DetectDriftContext, 'operator'> | undefined;
}

/** Looks at a tenant's account, stacks and release. Changes nothing, and never fails: what cannot be read is said. */
export async function tenantStatus(tenant: Tenant, context: TenantStatusContext): Promise<TenantStatus> {
  const problems: string[] = [];
  const unread: string[] = [];
  const { id, accountId, ring, state } = tenant;
  const { organization, operator, health } = context;
  const account =
    accountId === undefined || organization === undefined
      ? undefined
      : await orSay('the account', unread, accountStatus(tenant, accountId, organization, problems));
  const environments: EnvironmentStatus[] = [];
  let alarms: string[] | undefined;
  if (isDeployable(tenant) && operator !== undefined) {
    environments.push(...(await environmentsStatus(tenant, { ...context, operator }, { problems, unread })));
    if (health)
      alarms = await orSay('alarms are not known', problems, tenantAlarms(tenant, operator, 'tenantry-status'));
  }
  const released = await orSay('the release', unread, releaseOf(tenant, context));
  problems.push(...(released?.problems ?? []));
  const lastDeploy = environments
    .flatMap(({ stacks }) => stacks.flatMap(({ changedAt }) => changedAt ?? []))
    .toSorted()
    .at(-1);
  return {
    tenant: id,
    ring,
    state,
    ...(accountId !== undefined && { accountId }),
    ...(account !== undefined && { account }),
    environments,
    release: released?.release ?? {},
    ...(lastDeploy !== undefined && { lastDeploy }),
    ...(alarms !== undefined && { alarms }),
    problems,
    unread,
  };
}

async function releaseOf(
  tenant: Tenant,
  { directory, rollout, versions = [] }: TenantStatusContext,
): Promise<ReturnType<typeof releaseStatus>> {
  return releaseStatus(tenant, { ledger: await readLedger(directory, tenant.id), rollout, versions });
}

async function environmentsStatus(
  tenant: DeployableTenant,
  { operator, drift }: TenantStatusContext & { readonly operator: CredentialProvider },
  notes: StatusNotes,
): Promise<EnvironmentStatus[]> {
  const environments: EnvironmentStatus[] = [];
  for (const environment of environmentsOf(tenant)) {
    const { region } = environment;
    const looking = environmentStatus(tenant.id, environment, operator, notes.problems);
    const status = await orSay(region, notes.unread, looking);
    if (status === undefined && drift !== undefined) notes.problems.push(`drift is not known of ${region}`);
    if (status === undefined) continue;
    environments.push(
      drift === undefined ? status : await withDrift(status, environment, { ...drift, operator }, notes),
    );
  }
  return environments;
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
