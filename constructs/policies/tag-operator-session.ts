import { aws_iam as iam } from 'aws-cdk-lib';
import { type OperatorTrust, TICKET_TAG } from './assume-operator-role';

/**
 * The statement of a trust policy that lets the named principals put a ticket on their session, and no other tag.
 *
 * It stands apart from the one for `sts:AssumeRole`, because the external id and the MFA code are conditions of
 * that action alone; on its own it lets nobody in. Other tags stay out, so that nobody can pass themselves a
 * tag some policy of the tenant's decides on.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_permissions-required
 */
export function tagOperatorSession({ principals, organizationId }: OperatorTrust): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'TagSession',
    actions: ['sts:TagSession'],
    principals: principals.map((arn) => new iam.ArnPrincipal(arn)),
    conditions: {
      StringEquals: { 'aws:PrincipalOrgID': organizationId },
      'ForAllValues:StringEquals': { 'aws:TagKeys': [TICKET_TAG] },
    },
  });
}
