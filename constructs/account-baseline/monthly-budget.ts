import { createHash } from 'node:crypto';
import { type Stack, custom_resources as cr } from 'aws-cdk-lib';

/** What may be spent, and who is told. */
export interface MonthlyBudget {
  /** What may be spent a month, in US dollars. */
  readonly limitUsd: number;
  /** Who is told. */
  readonly emails: readonly string[];
  /** At which shares of the limit, in percent. */
  readonly thresholdsPercent: readonly number[];
}

/** Beginning of every budget's name. */
export const BUDGET_PREFIX = 'tenantry-monthly-';

/**
 * The calls that make a budget and take it away again. It tells; it stops nothing.
 *
 * Calls and not `AWS::Budgets::Budget`, which CloudFormation does not have in half of the opt-in regions nor in some others, such as
 * Stockholm. And calls everywhere, not only there: AWS Budgets is one service for all regions, whose client signs for us-east-1
 * wherever it runs, so that one way is kept and tested, and no budget depends on its tenant's region. The price: CloudFormation
 * does not see a budget changed by hand.
 *
 * The name holds a digest of all there is to say, so that a change makes another budget, after which CloudFormation takes the
 * old one away.
 *
 * @see https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_CreateBudget.html
 */
export function monthlyBudgetCalls({ account }: Stack, { limitUsd, emails, thresholdsPercent }: MonthlyBudget) {
  const Subscribers = emails.map((Address) => ({ SubscriptionType: 'EMAIL', Address }));
  const NotificationsWithSubscribers = ['ACTUAL', 'FORECASTED'].flatMap((NotificationType) =>
    thresholdsPercent.map((Threshold) => ({
      Notification: { NotificationType, ComparisonOperator: 'GREATER_THAN', Threshold, ThresholdType: 'PERCENTAGE' },
      Subscribers,
    })),
  );
  const digest = createHash('sha256')
    .update(JSON.stringify([limitUsd, emails, thresholdsPercent]))
    .digest('hex');
  const BudgetName = `${BUDGET_PREFIX}${digest.slice(0, 12)}`;
  const create: cr.AwsSdkCall = {
    service: 'Budgets',
    action: 'createBudget',
    parameters: {
      AccountId: account,
      Budget: {
        BudgetName,
        BudgetType: 'COST',
        TimeUnit: 'MONTHLY',
        BudgetLimit: { Amount: String(limitUsd), Unit: 'USD' },
      },
      NotificationsWithSubscribers,
    },
    physicalResourceId: cr.PhysicalResourceId.of(BudgetName),
    // Left by an update that was rolled back, or made by a call whose answer was lost: it is this budget.
    ignoreErrorCodesMatching: 'DuplicateRecordException',
  };
  const remove: cr.AwsSdkCall = {
    service: 'Budgets',
    action: 'deleteBudget',
    parameters: { AccountId: account, BudgetName },
    ignoreErrorCodesMatching: 'NotFoundException',
  };
  return { create, remove };
}
