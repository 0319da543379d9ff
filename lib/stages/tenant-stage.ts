import { Duration, Stack, Stage, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Blueprint } from '../blueprint';
import type { DeployableTenant } from '../config/is-deployable';
import type { Organization } from '../config/organization';
import { TenantAccessStack } from '../stacks/tenant-access-stack';
import { TenantBackupCopyStack } from '../stacks/tenant-backup-copy-stack';
import { TenantDataStack } from '../stacks/tenant-data-stack';
import { TenantNetworkStack } from '../stacks/tenant-network-stack';
import { TenantServiceStack } from '../stacks/tenant-service-stack';
import { tenantTags } from '../config/tenant-tags';

/** Props of {@link TenantStage}. */
export interface TenantStageProps {
  readonly tenant: DeployableTenant;
  readonly organization: Organization;
  /**
   * Adds a company's own resources to the tenant.
   *
   * @default - none
   */
  readonly blueprint?: Blueprint;
}

/** The stacks of a tenant, for a {@link Blueprint} to build on. */
export interface TenantServices {
  readonly access: TenantAccessStack;
  readonly network: TenantNetworkStack;
  readonly data: TenantDataStack;
  readonly service: TenantServiceStack;
}

/**
 * Everything one tenant owns: the stacks `Access`, `Network`, `Data` and `Service` in its account and home region, a `BackupCopy` stack
 * where backups are copied to another region of the jurisdiction, and `Blueprint` for what the company adds.
 *
 * The one place where a tenant becomes props of constructs.
 *
 * @example
 * new TenantStage(app, tenant.id, { tenant, organization });
 */
export class TenantStage extends Stage {
  public readonly services: TenantServices;

  public constructor(scope: Construct, id: string, { tenant, organization, blueprint }: TenantStageProps) {
    super(scope, id, { env: { account: tenant.accountId, region: tenant.region } });

    const access = this.access(tenant, organization);
    const network = new TenantNetworkStack(this, 'Network', {
      description: `${tenant.displayName}: network`,
      ...tenant.network,
      flowLogRetention: tenant.network.flowLogRetentionDays,
      encryptionKey: access.key,
    });
    const data = this.data(tenant, network);
    const service = this.service(tenant, { access, network, data });
    this.services = { access, network, data, service };

    if (blueprint) this.addBlueprint(blueprint, tenant);
    for (const [key, value] of Object.entries(tenantTags(tenant))) Tags.of(this).add(key, value);
  }

  private access(tenant: DeployableTenant, organization: Organization): TenantAccessStack {
    const observabilitySinkArn = organization.observability.sinks[tenant.region];
    return new TenantAccessStack(this, 'Access', {
      description: `${tenant.displayName}: operator access, audit trail and account settings`,
      organizationId: organization.organizationId,
      externalId: tenant.externalId,
      operators: organization.operators,
      allowedRegions: tenant.jurisdictionRegions,
      securityEmails: [tenant.contacts.security.email],
      monthlyBudgetUsd: tenant.monthlyBudgetUsd,
      budgetEmails: [...new Set([tenant.contacts.billing.email, ...organization.budgets.alertEmails])],
      budgetThresholdsPercent: organization.budgets.thresholdsPercent,
      trail: organization.trail === 'account',
      ...(observabilitySinkArn !== undefined && { observabilitySinkArn }),
    });
  }

  private data(tenant: DeployableTenant, { vpc, subnets }: TenantNetworkStack): TenantDataStack {
    const { database, backup } = tenant;
    const data = new TenantDataStack(this, 'Data', {
      description: `${tenant.displayName}: database and backups`,
      tenantId: tenant.id,
      vpc,
      subnets,
      engineVersion: database.engineVersion,
      ...(database.engine === 'instance'
        ? { instance: database }
        : {
            serverless: {
              ...database,
              ...(database.autoPauseMinutes !== undefined && {
                autoPause: Duration.minutes(database.autoPauseMinutes),
              }),
            },
          }),
      proxy: database.proxy,
      performanceInsights: database.performanceInsights,
      backupRetention: Duration.days(database.backupRetentionDays),
      logRetention: database.logRetentionDays,
      userPool: tenant.api.authorizer.type === 'cognito',
      ...(backup.enabled && {
        backups: {
          retention: Duration.days(backup.retentionDays),
          copyToRegion: backup.copyRegion,
          allowedRegions: tenant.jurisdictionRegions,
        },
      }),
    });
    if (backup.enabled && backup.copyRegion !== undefined) {
      const copies = new TenantBackupCopyStack(this, 'BackupCopy', {
        description: `${tenant.displayName}: copies of backups`,
        env: { account: tenant.accountId, region: backup.copyRegion },
      });
      data.addStackDependency(copies, 'a copy to a vault that does not exist fails');
    }
    return data;
  }

  private service(
    tenant: DeployableTenant,
    { access, network, data }: Omit<TenantServices, 'service'>,
  ): TenantServiceStack {
    const { api, features } = tenant;
    return new TenantServiceStack(this, 'Service', {
      description: `${tenant.displayName}: API and service`,
      tenantId: tenant.id,
      tier: tenant.tier,
      vpc: network.vpc,
      subnets: network.subnets,
      database: data.database,
      encryptionKey: data.key,
      operateRoleArn: access.operateRoleArn,
      throttle: api.throttle,
      quota: api.quota,
      cors: api.cors,
      customDomain: api.customDomain,
      callers: api.authorizer.type === 'oidc' ? api.authorizer : { userPool: data.userPool! },
      webAcl: api.webAcl,
      logRetention: api.logRetentionDays,
      canaryDeployments: features.canaryDeployments,
      tracing: features.tracing,
      dashboard: features.dashboard,
      alarms: features.alarms,
      environment: tenant.environment,
    });
  }

  private addBlueprint(blueprint: Blueprint, tenant: DeployableTenant): void {
    const stack = new Stack(this, 'Blueprint', { description: `${tenant.displayName}: added by the company` });
    blueprint(stack, tenant, this.services);
    // CloudFormation takes no template without resources.
    if (stack.node.children.length === 0) this.node.tryRemoveChild('Blueprint');
  }
}
