import { Stage } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Organization } from '../config/organization';
import template from '../bootstrap/template.json';
import { OrganizationStack } from '../stacks/organization-stack';

/** Organizations is one service for all regions; its resources are made in this one. */
const ORGANIZATIONS_REGION = 'us-east-1';

/** Props of {@link OrganizationStage}. */
export interface OrganizationStageProps {
  /** An organization whose `rootId` is known. */
  readonly organization: Organization & { readonly rootId: string };
}

/**
 * What the management account has of Tenantry: the units tenants' accounts live in, and the policies around them.
 *
 * @example
 * new OrganizationStage(app, 'organization', { organization });
 */
export class OrganizationStage extends Stage {
  public constructor(scope: Construct, id: string, { organization }: OrganizationStageProps) {
    super(scope, id, { env: { account: organization.managementAccountId, region: ORGANIZATIONS_REGION } });
    new OrganizationStack(this, 'Guardrails', {
      description: 'Organizational units of tenants, and the policies around them',
      organizationId: organization.organizationId,
      rootId: organization.rootId,
      jurisdictions: organization.jurisdictions,
      ...(organization.bootstrap === 'stack-set' && {
        bootstrap: { operatorAccountId: organization.operatorAccountId, template },
      }),
    });
  }
}
