import { suggestion } from '../nearest';
import { type Problem, type Rule, findings } from './rule';

export const auditNamesTheOperatorsPrincipals: Rule = ({ organization: { audit, operatorAccountId, file } }) =>
  findings(
    file,
    audit.operatorPrincipals.map(({ arn }, index): Problem | false => {
      const account = arn.split(':')[4];
      return (
        account !== operatorAccountId && {
          path: `audit.operatorPrincipals.${index}.arn`,
          message: `"${arn}" is in account ${account}; expected a principal of the operator account ${operatorAccountId}, the only one that may be let in`,
        }
      );
    }),
  );

export const auditNamesTheOperatorsResources: Rule = ({ organization: { audit, operatorAccountId, file } }) =>
  findings(
    file,
    audit.operatorResources.map((arn, index): Problem | false => {
      const account = arn.split(':')[4] ?? '';
      // The ARN of a bucket carries no account.
      return (
        account !== '' &&
        account !== operatorAccountId && {
          path: `audit.operatorResources.${index}`,
          message: `"${arn}" is in account ${account}; expected a resource of the operator account ${operatorAccountId}; an account of AWS or a vendor belongs into audit.awsAccounts`,
        }
      );
    }),
  );

export const awsAccountsAreNobodyElses: Rule = ({ organization, accounts }) => {
  const { audit, operatorAccountId, managementAccountId, file } = organization;
  const ownerOf = (accountId: string): string | undefined => {
    if (accountId === managementAccountId) return 'the organization';
    if (accountId === operatorAccountId) return 'the operator';
    const tenant = [...accounts].find(([, account]) => account === accountId);
    return tenant && `tenant "${tenant[0]}"`;
  };
  return findings(
    file,
    audit.awsAccounts.map(({ accountId }, index): Problem | false => {
      const owner = ownerOf(accountId);
      return (
        owner !== undefined && {
          path: `audit.awsAccounts.${index}.accountId`,
          message: `${accountId} is the account of ${owner}; expected one of AWS or a vendor`,
        }
      );
    }),
  );
};

export const auditExceptionsNameTenants: Rule = ({ organization: { audit, file }, knownTenants }) =>
  findings(
    file,
    audit.exceptions.map(({ tenant }, index): Problem | false => {
      const known = tenant === undefined || knownTenants.includes(tenant);
      return (
        !known && {
          path: `audit.exceptions.${index}.tenant`,
          message: `unknown tenant "${tenant}"; ${suggestion(tenant, knownTenants)}`,
        }
      );
    }),
  );
