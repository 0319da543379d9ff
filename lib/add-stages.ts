import type { App } from 'aws-cdk-lib';
import type { Blueprint } from './blueprint';
import { isDeployable } from './config/is-deployable';
import type { Registry } from './config/registry';
import { dropStackTraces } from './drop-stack-traces';
import { AccountsStage } from './stages/accounts-stage';
import { OperatorStage } from './stages/operator-stage';
import { OrganizationStage } from './stages/organization-stage';
import { TenantStage } from './stages/tenant-stage';

/**
 * Adds one stage for each tenant that can be deployed; those without an account, planned, suspended or closed are left out.
 *
 * Rule packs are another matter: they take a while to load, and are not needed where templates are checked elsewhere.
 */
export function addTenantStages(app: App, { tenants, organization }: Registry, blueprint?: Blueprint): void {
  for (const tenant of tenants.filter(isDeployable)) {
    dropStackTraces(new TenantStage(app, tenant.id, { tenant, organization, ...(blueprint && { blueprint }) }));
  }
}

/**
 * Adds what the management account has: the stage of the organization, if the organization's file names its root, and tenants' accounts, if stacks make them;
 * and what the operator account has, if stacks make that.
 *
 * @param app an app of {@link createApp}
 */
export function addOrganization(app: App, { organization, tenants }: Registry): void {
  if (organization.accounts === 'stacks')
    dropStackTraces(new AccountsStage(app, 'accounts', { organization, tenants }));
  if (organization.operator === 'stacks')
    dropStackTraces(new OperatorStage(app, 'operator', { organization, tenants }));
  const { rootId } = organization;
  if (rootId === undefined) return;
  dropStackTraces(new OrganizationStage(app, 'organization', { organization: { ...organization, rootId } }));
}
