import { Stage } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Organization } from '../config/organization';
import type { Tenant } from '../config/tenant';
import { AuditStack } from '../stacks/audit-stack';
import { ObservabilityStack } from '../stacks/observability-stack';
import { OperatorPrincipalsStack } from '../stacks/operator-principals-stack';

/** Props of {@link OperatorStage}. */
export interface OperatorStageProps {
  readonly organization: Organization;
  readonly tenants: readonly Tenant[];
}

/**
 * What the operator account has: the principals tenants' roles trust, a bucket for audit records, and in each region with tenants a
 * sink for their metrics.
 *
 * @example
 * new OperatorStage(app, 'operator', { organization, tenants }); // cdk deploy 'operator/*'
 */
export class OperatorStage extends Stage {
  public constructor(scope: Construct, id: string, { organization, tenants }: OperatorStageProps) {
    const { operatorAccountId: account, homeRegion, managementAccountId, organizationId, operators } = organization;
    super(scope, id, { env: { account, region: homeRegion } });
    new OperatorPrincipalsStack(this, 'Principals', {
      description: "Who may assume roles in tenants' accounts",
      principals: { organizationId, ...operators },
    });
    new AuditStack(this, 'Audit', {
      description: 'Where audit records of the fleet are kept',
      ...(organization.trail === 'organization' && {
        organizationTrail: {
          arn: `arn:aws:cloudtrail:${homeRegion}:${managementAccountId}:trail/tenantry`,
          organizationId,
          managementAccountId,
        },
      }),
    });
    for (const region of regionsInUse(tenants)) {
      new ObservabilityStack(this, `Observability-${region}`, {
        description: `Metrics of the tenants in ${region}`,
        env: { account, region },
        organizationId,
      });
    }
  }
}

function regionsInUse(tenants: readonly Tenant[]): string[] {
  const inUse = tenants.filter(({ state }) => state !== 'planned' && state !== 'closed');
  return [...new Set(inUse.map(({ region }) => region))].toSorted();
}
