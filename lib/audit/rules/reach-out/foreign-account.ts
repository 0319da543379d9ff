import type { Rule, StackView, Violation } from '../../rule';
import { namedPrincipals } from '../../principals/caller';
import { type SweptMention, sweep } from '../../sweep/sweep';
import { meetsStars } from '../../star-pattern';
import { isJudgedAsGrant } from './judged-as-grant';

/** What names another account. */
export const foreignAccount: Rule = {
  id: 'reach-out/foreign-account',
  severity: 'high',
  claim: "Nothing in a tenant's account names another account, but what the organization's file declares.",
  explanation:
    "A role to assume, a layer, an image, a queue, a log destination or a key of another account is a way out of the tenant's account, and makes the tenant depend on it.",
  fix: "use a resource of the tenant's own account, or declare it in the organization's file: audit.operatorResources for the operator's, audit.awsAccounts for those of AWS and vendors",
  *checkStack(view) {
    if (view.tenant === undefined) return;
    for (const mention of sweep(view)) {
      if (isJudgedAsGrant(mention.type, mention.leaf.properties)) continue;
      const violation = judge(view, mention);
      if (violation !== undefined) yield violation;
    }
  },
};

function judge(view: StackView, { account, what, logicalId, leaf }: SweptMention): Violation | undefined {
  if (account === undefined || account === view.stack.account) return undefined;
  const { organization, tenantOfAccount } = view.fleet;
  const place = { logicalId, path: leaf.path };
  const tenant = tenantOfAccount(account);
  if (tenant !== undefined) {
    return {
      ...place,
      severity: 'critical',
      message: `${what} is of tenant ${tenant.id}`,
      fix: `use a resource of tenant ${view.tenant?.id} itself`,
    };
  }
  if (organization.audit.awsAccounts.some(({ accountId }) => accountId === account)) return undefined;
  if (account === organization.operatorAccountId) {
    return isDeclared(view, what)
      ? undefined
      : { ...place, message: `${what} is of the operator account, and is not declared` };
  }
  if (account === organization.managementAccountId)
    return { ...place, message: `${what} is of the management account` };
  return { ...place, message: `${what} is of account ${account}, which nobody has declared` };
}

function isDeclared({ fleet }: StackView, what: string): boolean {
  const { observability, audit } = fleet.organization;
  if (namedPrincipals(fleet).has(what)) return true;
  return [...Object.values(observability.sinks), ...audit.operatorResources].some((pattern) =>
    meetsStars(pattern, what),
  );
}
