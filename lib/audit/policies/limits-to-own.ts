import { isOwn } from '../principals/account-of';
import type { ConditionEntry } from './policy-statement';

/** Whether conditions let a statement reach resources of the own account alone. */
export function conditionsLimitToOwn(conditions: readonly ConditionEntry[], ownAccount: string | undefined): boolean {
  return conditions.some(
    ({ operator, key, values }) =>
      /^(aws|s3):resourceaccount$/.test(key) &&
      /^StringEquals(IgnoreCase)?$/i.test(operator) &&
      values.flat().every((text) => isOwn(text, ownAccount)),
  );
}
