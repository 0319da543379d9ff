import { Stack, Token, aws_ec2 as ec2, type aws_kms as kms } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type PropsRule, assertProps } from '../support/assert-props';
import { AccountSettings } from './account-settings';

/** Notifications a budget can have; each threshold takes two. @see https://docs.aws.amazon.com/cost-management/latest/userguide/management-limits.html */
const MAX_NOTIFICATIONS = 10;

/** Addresses a notification can have. */
const MAX_EMAILS = 10;

/**
 * Regions whose CloudFormation has no `AWS::EC2::SnapshotBlockPublicAccess`; EC2 itself has the setting there.
 *
 * Before a region that learns the type is taken from here, see in one account whether CloudFormation makes what is already set.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/resource-type-schemas.html
 */
const REGIONS_WITHOUT_SNAPSHOT_BLOCK: ReadonlySet<string> = new Set(['ap-east-2']);

/** Props of {@link AccountBaseline}. */
export interface AccountBaselineProps {
  /** What the account may cost a month, in US dollars. */
  readonly monthlyBudgetUsd: number;

  /** Who is told that the budget is running out; 1 to 10 addresses. */
  readonly budgetEmails: readonly string[];

  /**
   * Shares of the budget at which they are told, in percent: once when it is spent, once when it is forecast to be. At most 5.
   *
   * @default [80, 100]
   */
  readonly thresholdsPercent?: readonly number[];

  /**
   * Whether to set a strong password policy for IAM users.
   *
   * A tenant's account has no such users, and the operator's boundary makes none; the policy is for the auditor who asks.
   *
   * @default true
   */
  readonly passwordPolicy?: boolean;

  /**
   * Key of the log of what was set; its policy must let CloudWatch Logs use it.
   *
   * @default - a key of AWS
   */
  readonly encryptionKey?: kms.IKey;
}

/**
 * What holds in a tenant's account whatever is deployed into it.
 *
 * Blocks public access to all of S3 and public sharing of all EBS snapshots, encrypts every new EBS volume, asks for strong
 * passwords, and watches the cost. Nothing set by a call is undone when the stack is deleted; the budget goes with the stack.
 *
 * S3, EBS encryption and passwords are settings of the account, for which CloudFormation has no resource, and budgets it has not
 * in every region; a function sets them when the stack is deployed, and costs nothing otherwise. S3, passwords and the budget hold
 * in all regions, the settings of EBS in this one: one such construct an account, as two with the same props share one budget.
 *
 * @example
 * new AccountBaseline(this, 'Baseline', { monthlyBudgetUsd: 20, budgetEmails: ['finance@example.com'] });
 */
export class AccountBaseline extends Construct {
  public constructor(scope: Construct, id: string, props: AccountBaselineProps) {
    super(scope, id);
    assertProps(this, props, [budgetIsKnown, budgetIsMoney, someoneIsTold, thresholdsFit]);
    const { monthlyBudgetUsd, budgetEmails, thresholdsPercent = [80, 100], passwordPolicy = true } = props;

    const settings = new AccountSettings(this, 'Settings', props.encryptionKey);
    settings.blockPublicAccess(Stack.of(this).account);
    settings.encryptVolumes();
    if (passwordPolicy) settings.requireStrongPasswords();

    if (REGIONS_WITHOUT_SNAPSHOT_BLOCK.has(Stack.of(this).region)) settings.blockPublicSnapshots();
    else new ec2.CfnSnapshotBlockPublicAccess(this, 'SnapshotBlockPublicAccess', { state: 'block-all-sharing' });
    settings.watchSpending({ limitUsd: monthlyBudgetUsd, emails: budgetEmails, thresholdsPercent });
  }
}

const budgetIsKnown: PropsRule<AccountBaselineProps> = ({ monthlyBudgetUsd, budgetEmails, thresholdsPercent = [] }) =>
  [monthlyBudgetUsd, ...budgetEmails, ...thresholdsPercent].some((value) => Token.isUnresolved(value))
    ? 'monthlyBudgetUsd, budgetEmails and thresholdsPercent must be known at synthesis: the budget is named after them'
    : undefined;

const budgetIsMoney: PropsRule<AccountBaselineProps> = ({ monthlyBudgetUsd }) =>
  Token.isUnresolved(monthlyBudgetUsd) || (Number.isFinite(monthlyBudgetUsd) && monthlyBudgetUsd > 0)
    ? undefined
    : `monthlyBudgetUsd must be over 0, got ${monthlyBudgetUsd}`;

const someoneIsTold: PropsRule<AccountBaselineProps> = ({ budgetEmails }) =>
  budgetEmails.length >= 1 && budgetEmails.length <= MAX_EMAILS
    ? undefined
    : `budgetEmails must be 1 to ${MAX_EMAILS} addresses, got ${budgetEmails.length}`;

const thresholdsFit: PropsRule<AccountBaselineProps> = ({ thresholdsPercent: thresholds }) => {
  if (thresholds === undefined || thresholds.some((percent) => Token.isUnresolved(percent))) return undefined;
  const fit = thresholds.length >= 1 && thresholds.length * 2 <= MAX_NOTIFICATIONS;
  const unique = new Set(thresholds).size === thresholds.length;
  return fit && unique && thresholds.every((percent) => percent > 0 && percent <= 1000)
    ? undefined
    : `thresholdsPercent must be 1 to ${MAX_NOTIFICATIONS / 2} different numbers from 1 to 1000, got [${thresholds.join(', ')}]`;
};
