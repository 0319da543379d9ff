import { Stack, type StackProps, type aws_kms as kms } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AccountBaseline } from '../../constructs/account-baseline/account-baseline';
import { AccountTrail } from '../../constructs/account-trail/account-trail';
import { BreakGlassAlarm } from '../../constructs/break-glass-alarm/break-glass-alarm';
import { ObservabilityLink } from '../../constructs/observability-link/observability-link';
import { OperatorAccess } from '../../constructs/operator-access/operator-access';
import { TenantKey } from '../../constructs/tenant-key/tenant-key';

/** Props of {@link TenantAccessStack}. */
export interface TenantAccessStackProps extends StackProps {
  /** Organization the operator belongs to, e.g. `o-a1b2c3d4e5`. */
  readonly organizationId: string;
  /** What the operator must present to be let in; the tenant's own. */
  readonly externalId: string;
  /** ARNs of the operator's principals, by role. */
  readonly operators: {
    readonly readOnly: readonly string[];
    readonly operate: readonly string[];
    readonly breakGlass: readonly string[];
  };
  /** Regions the tenant may use. */
  readonly allowedRegions: readonly string[];
  /** Who learns that the break-glass role is used. */
  readonly securityEmails: readonly string[];
  readonly monthlyBudgetUsd: number;
  /** Who learns that the budget is running out. */
  readonly budgetEmails: readonly string[];
  /** Shares of the budget at which they learn it, in percent. */
  readonly budgetThresholdsPercent: readonly number[];
  /** Whether the account records its own API calls; false where an organization trail does. */
  readonly trail: boolean;
  /**
   * Observability sink of the operator in this region.
   *
   * @default - the account shares no telemetry
   */
  readonly observabilitySinkArn?: string;
}

/** Who may come into the account, what is recorded of it, and the account's own settings. Deployed first. */
export class TenantAccessStack extends Stack {
  /** Encrypts the account's own records: trail, alarms, flow logs. */
  public readonly key: kms.Key;
  /** Role of the operator's on-call. */
  public readonly operateRoleArn: string;

  public constructor(scope: Construct, id: string, props: TenantAccessStackProps) {
    super(scope, id, { ...props, terminationProtection: true });
    this.key = new TenantKey(this, 'Key', {
      alias: 'tenant/account',
      description: 'Records of the account: trail, alarms, flow logs',
      services: ['cloudtrail', 'events'],
    }).key;

    const { roles } = new OperatorAccess(this, 'Operator', {
      organizationId: props.organizationId,
      externalId: props.externalId,
      ...props.operators,
      allowedRegions: props.allowedRegions,
    });
    this.operateRoleArn = roles.operate.roleArn;
    new BreakGlassAlarm(this, 'BreakGlassAlarm', {
      role: roles.breakGlass,
      encryptionKey: this.key,
      emails: props.securityEmails,
    });
    // The alarm hears of calls through a trail: this one, or the organization's.
    if (props.trail) new AccountTrail(this, 'Trail', { encryptionKey: this.key });

    new AccountBaseline(this, 'Baseline', {
      monthlyBudgetUsd: props.monthlyBudgetUsd,
      budgetEmails: props.budgetEmails,
      thresholdsPercent: props.budgetThresholdsPercent,
      encryptionKey: this.key,
    });
    if (props.observabilitySinkArn !== undefined) {
      new ObservabilityLink(this, 'Observability', { sinkArn: props.observabilitySinkArn });
    }
  }
}
