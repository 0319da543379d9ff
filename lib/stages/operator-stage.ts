import { Stage } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Organization } from '../config/organization';
import type { Tenant } from '../config/tenant';
import { AuditStack } from '../stacks/audit-stack';
import { FleetRegionStack } from '../stacks/fleet-region-stack';
import { FleetStack } from '../stacks/fleet-stack';
import { ObservabilityStack } from '../stacks/observability-stack';
import { OperatorPrincipalsStack } from '../stacks/operator-principals-stack';

/** Props of {@link OperatorStage}. */
export interface OperatorStageProps {
  readonly organization: Organization;
  readonly tenants: readonly Tenant[];
}

/**
 * What the operator account has: the principals tenants' roles trust, a bucket for audit records, what takes releases through the fleet, and in each region
 * with tenants a sink for their metrics and what brings releases to them.
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
    for (const region of regionsInUse(tenants, ({ region: home }) => [home])) {
      new ObservabilityStack(this, `Observability-${region}`, {
        description: `Metrics of the tenants in ${region}`,
        env: { account, region },
        organizationId,
      });
    }
    this.fleet(organizationId, regionsInUse(tenants, regionsWithStacks));
  }

  private fleet(organizationId: string, regions: readonly string[]): void {
    if (regions.length === 0) return;
    new FleetStack(this, 'Fleet', { description: 'Takes releases through the rings of the fleet', regions });
    for (const region of regions) {
      new FleetRegionStack(this, `Fleet-${region}`, {
        description: `Brings releases to the tenants in ${region}`,
        env: { region },
        organizationId,
      });
    }
  }
}

/** A release goes wherever a tenant has a stack, copies of backups included. */
function regionsWithStacks({ region, backup }: Tenant): string[] {
  return backup.enabled && backup.copyRegion !== undefined ? [region, backup.copyRegion] : [region];
}

function regionsInUse(tenants: readonly Tenant[], regionsOf: (tenant: Tenant) => readonly string[]): string[] {
  const inUse = tenants.filter(({ state }) => state !== 'planned' && state !== 'closed');
  return [...new Set(inUse.flatMap(regionsOf))].toSorted();
}
