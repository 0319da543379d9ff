import type { aws_events as events, aws_iam as iam } from 'aws-cdk-lib';

/**
 * Matches what CloudTrail records when someone enters a role: `AssumeRole` on it, or a sign-in to the console with a
 * session of it. Later calls of the session do not match.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 */
export function roleEntered(role: iam.IRole): events.EventPattern {
  return {
    source: ['aws.sts', 'aws.signin'],
    detailType: ['AWS API Call via CloudTrail', 'AWS Console Sign In via CloudTrail'],
    detail: {
      $or: [
        { eventName: ['AssumeRole'], requestParameters: { roleArn: [role.roleArn] } },
        { eventName: ['ConsoleLogin'], userIdentity: { sessionContext: { sessionIssuer: { arn: [role.roleArn] } } } },
      ],
    },
  };
}
