import {
  Stack,
  type StackProps,
  aws_apigateway as apigateway,
  aws_certificatemanager as acm,
  type aws_ec2 as ec2,
  aws_iam as iam,
  type aws_kms as kms,
  type aws_logs as logs,
} from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ServiceMonitoring } from '../../constructs/service-monitoring/service-monitoring';
import type { Callers } from '../../constructs/tenant-api/api-authorizer';
import { ServiceVariable } from '../../constructs/tenant-api/handler/environment';
import { TenantApi } from '../../constructs/tenant-api/tenant-api';
import type { TenantDatabase } from '../../constructs/tenant-database/tenant-database';

/** Props of {@link TenantServiceStack}. */
export interface TenantServiceStackProps extends StackProps {
  readonly tenantId: string;
  readonly tier: string;
  readonly vpc: ec2.IVpc;
  readonly subnets: ec2.SubnetSelection;
  readonly database: TenantDatabase;
  /** Encrypts logs and environment variables. */
  readonly encryptionKey: kms.IKey;
  /** The operator's role that may ask whether the service is well. */
  readonly operateRoleArn: string;
  readonly throttle: { readonly rateLimit: number; readonly burstLimit: number };
  readonly quota: { readonly limit: number; readonly period: 'DAY' | 'WEEK' | 'MONTH' };
  readonly cors: { readonly allowOrigins: readonly string[] } | undefined;
  readonly customDomain: { readonly name: string; readonly certificateArn: string } | undefined;
  /** Who may call: the people of the tenant's user pool, or those an OIDC issuer knows. */
  readonly callers: Callers;
  readonly webAcl: boolean;
  readonly logRetention: logs.RetentionDays;
  readonly canaryDeployments: boolean;
  readonly tracing: boolean;
  readonly dashboard: boolean;
  readonly alarms: 'essential' | 'full';
  /** Variables of the service; never secrets. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The tenant's API and the function behind it. Holds no data; can be deleted and made again. */
export class TenantServiceStack extends Stack {
  public readonly api: TenantApi;

  public constructor(scope: Construct, id: string, props: TenantServiceStackProps) {
    super(scope, id, props);
    const { database, tenantId } = props;

    this.api = new TenantApi(this, 'Api', {
      name: tenantId,
      vpc: props.vpc,
      subnets: props.subnets,
      securityGroups: [database.clientSecurityGroup],
      environment: {
        ...props.environment,
        [ServiceVariable.databaseHost]: database.host,
        [ServiceVariable.databasePort]: String(database.port),
        [ServiceVariable.databaseName]: database.databaseName,
        [ServiceVariable.databaseUser]: database.serviceUser,
        [ServiceVariable.tenantId]: tenantId,
        [ServiceVariable.tenantTier]: props.tier,
        [ServiceVariable.tenantRegion]: this.region,
      },
      encryptionKey: props.encryptionKey,
      throttle: props.throttle,
      quota: { limit: props.quota.limit, period: apigateway.Period[props.quota.period] },
      ...(props.cors && { cors: props.cors }),
      authorizer: props.callers,
      ...(props.customDomain && { customDomain: this.customDomain(props.customDomain) }),
      webAcl: props.webAcl,
      logRetention: props.logRetention,
      deployment: props.canaryDeployments ? 'canary' : 'all-at-once',
      tracing: props.tracing,
    });
    database.grants.connect(this.api.handler);
    this.letOperatorsAskForHealth(props.operateRoleArn);

    new ServiceMonitoring(this, 'Monitoring', {
      name: tenantId,
      api: this.api.api,
      function: this.api.handler,
      ...(database.instance && { database: { instance: database.instance } }),
      ...(database.cluster && { database: { cluster: database.cluster } }),
      alarms: props.alarms,
      dashboard: props.dashboard,
    });
  }

  private customDomain({ name, certificateArn }: NonNullable<TenantServiceStackProps['customDomain']>) {
    return { name, certificate: acm.Certificate.fromCertificateArn(this, 'Certificate', certificateArn) };
  }

  /** The role is of another stack, which must not depend on this one: the permission is a policy of this stack. */
  private letOperatorsAskForHealth(operateRoleArn: string): void {
    const policy = new iam.ManagedPolicy(this, 'OperatorHealth', {
      description: 'Lets the operator ask whether the service is well',
      roles: [iam.Role.fromRoleArn(this, 'OperateRole', operateRoleArn)],
    });
    this.api.grants.invokeHealth(policy);
  }
}
