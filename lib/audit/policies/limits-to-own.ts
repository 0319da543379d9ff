import { ownerOf } from '../principals/account-of';
import type { ConditionEntry } from './policy-statement';

/** Whether conditions let a statement reach resources of the own account alone. */
export function conditionsLimitToOwn(conditions: readonly ConditionEntry[], ownAccount: string | undefined): boolean {
  return conditions.some(
    ({ operator, key, values }) =>
      key === 'aws:resourceaccount' &&
      /^StringEquals(IgnoreCase)?$/i.test(operator) &&
      values.flat().every((text) => {
        const owner = ownerOf(text);
        return owner.kind === 'account' && owner.account === ownAccount;
      }),
  );
}
