import { Stage } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Organization } from '../config/organization';
import { isOptInRegion } from '../config/regions';
import type { Tenant } from '../config/tenant';
import { tenantTags } from '../config/tenant-tags';
import { AccountProviderStack } from '../stacks/account-provider-stack';
import { AccountStack } from '../stacks/account-stack';

/** Props of {@link AccountsStage}. */
export interface AccountsStageProps {
  readonly organization: Organization;
  readonly tenants: readonly Tenant[];
}

/** States in which a tenant has an account, or is to have one. */
const WITH_ACCOUNT: ReadonlySet<Tenant['state']> = new Set(['vending', 'active', 'suspended', 'offboarding']);

/**
 * What the management account has of the tenants: a stack for the account of each, and one for what makes them.
 *
 * @example
 * new AccountsStage(app, 'accounts', { organization, tenants }); // cdk deploy accounts/acme
 */
export class AccountsStage extends Stage {
  public constructor(scope: Construct, id: string, { organization, tenants }: AccountsStageProps) {
    super(scope, id, { env: { account: organization.managementAccountId, region: organization.homeRegion } });
    const { provider } = new AccountProviderStack(this, 'provider', {
      description: "Makes tenants' accounts",
      organizationId: organization.organizationId,
    });
    for (const tenant of tenants.filter(({ state }) => WITH_ACCOUNT.has(state))) {
      new AccountStack(this, tenant.id, {
        description: `Account of tenant ${tenant.id}`,
        account: {
          provider,
          tenantId: tenant.id,
          email: tenant.email,
          unit: tenant.state === 'suspended' ? ['Suspended'] : ['Tenants', tenant.jurisdiction, tenant.region],
          contacts: tenant.contacts,
          tags: tenantTags(tenant),
          waitsForRegion: isOptInRegion(tenant.region),
        },
      });
    }
  }
}
