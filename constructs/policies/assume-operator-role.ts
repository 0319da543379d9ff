import { aws_iam as iam } from 'aws-cdk-lib';

/** Session tag that says why the operator is in the account, e.g. a ticket number. */
export const TICKET_TAG = 'tenantry:ticket';

/** Age in seconds from which a multi-factor authentication is too old for break-glass. */
export const MAX_MFA_AGE_SECONDS = 3600;

/** Who may assume a role of the operator, and under which conditions. */
export interface OperatorTrust {
  /** ARNs of the roles and users that may assume the role. */
  readonly principals: readonly string[];
  /** Organization the principals must belong to. */
  readonly organizationId: string;
  /** Secret between the operator and this account, which keeps one tenant's role from being assumed for another. */
  readonly externalId: string;
  /**
   * Whether the session must carry a {@link TICKET_TAG}.
   *
   * @default false
   */
  readonly ticketRequired?: boolean;
  /**
   * Whether the caller must be an IAM user who gives a fresh code of an MFA device, under the user's own name.
   *
   * @default false
   */
  readonly mfaRequired?: boolean;
}

/**
 * The statement of a trust policy that lets exactly the named principals assume the role.
 *
 * With `mfaRequired`, the session must also be named after the user: the tenant's account records nothing else
 * about a caller from another account that a person could read.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
 */
export function assumeOperatorRole(trust: OperatorTrust): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'AssumeRole',
    actions: ['sts:AssumeRole'],
    principals: trust.principals.map((arn) => new iam.ArnPrincipal(arn)),
    conditions: {
      StringEquals: {
        'aws:PrincipalOrgID': trust.organizationId,
        'sts:ExternalId': trust.externalId,
        ...(trust.mfaRequired && { 'sts:RoleSessionName': '${aws:username}' }),
      },
      ...(trust.ticketRequired && { StringLike: { [`aws:RequestTag/${TICKET_TAG}`]: '?*' } }),
      ...(trust.mfaRequired && {
        Bool: { 'aws:MultiFactorAuthPresent': 'true' },
        NumericLessThan: { 'aws:MultiFactorAuthAge': String(MAX_MFA_AGE_SECONDS) },
      }),
    },
  });
}
