import { aws_budgets as budgets } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** Props of {@link MonthlyBudget}. */
export interface MonthlyBudgetProps {
  /** What may be spent a month, in US dollars. */
  readonly limitUsd: number;
  /** Who is told. */
  readonly emails: readonly string[];
  /** At which shares of the limit, in percent. */
  readonly thresholdsPercent: readonly number[];
}

/**
 * Watches what the account costs a month. Tells; stops nothing.
 *
 * Has no name of its own, because changed thresholds replace a budget, and two cannot have one name.
 *
 * @see https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html
 */
export class MonthlyBudget extends Construct {
  public constructor(scope: Construct, id: string, { limitUsd, emails, thresholdsPercent }: MonthlyBudgetProps) {
    super(scope, id);

    const subscribers = emails.map((address) => ({ subscriptionType: 'EMAIL', address }));
    new budgets.CfnBudget(this, 'Resource', {
      budget: { budgetType: 'COST', timeUnit: 'MONTHLY', budgetLimit: { amount: limitUsd, unit: 'USD' } },
      notificationsWithSubscribers: ['ACTUAL', 'FORECASTED'].flatMap((notificationType) =>
        thresholdsPercent.map((threshold) => ({
          notification: {
            notificationType,
            comparisonOperator: 'GREATER_THAN',
            threshold,
            thresholdType: 'PERCENTAGE',
          },
          subscribers,
        })),
      ),
    });
  }
}
