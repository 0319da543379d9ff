import { type ChargeRule, charge } from '../charge';
import { longestList } from '../template-values';

/**
 * A web ACL and each of its rules; a managed group counts as one rule.
 *
 * @see https://aws.amazon.com/waf/pricing/
 */
export const webAcl: ChargeRule = ({ Rules = [] }) => {
  const rules = longestList(Rules);
  const paidGroups = rules?.filter((rule) => PAID_GROUPS.some((group) => JSON.stringify(rule).includes(group))) ?? [];
  return [
    charge('web ACL', 1, 'web-acl'),
    ...(rules?.length === 0 ? [] : [charge('rule', rules?.length, 'web-acl-rule')]),
    ...(paidGroups.length > 0 ? [{ unpriced: 'managed rule group with a subscription' }] : []),
  ];
};

/** Managed groups with a monthly fee of their own. */
const PAID_GROUPS = [
  'AWSManagedRulesBotControlRuleSet',
  'AWSManagedRulesATPRuleSet',
  'AWSManagedRulesACFPRuleSet',
  'AWSManagedRulesAntiDDoSRuleSet',
];

/** The rules of a group of one's own; the ACL that uses it pays for the group as one rule more. */
export const ruleGroup: ChargeRule = ({ Rules = [] }) => {
  const rules = longestList(Rules);
  return rules?.length === 0 ? [] : [charge('rule', rules?.length, 'web-acl-rule')];
};
