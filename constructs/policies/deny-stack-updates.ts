import { aws_iam as iam } from 'aws-cdk-lib';

/**
 * Keeps existing stacks from getting a new template.
 *
 * CloudFormation updates a stack with the role it was deployed with, which for the CDK's stacks is an administrator without a
 * boundary, and asks for no `iam:PassRole`. Whoever may update such a stack is that administrator.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html
 */
export function denyStackUpdates(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'DenyStackUpdates',
    effect: iam.Effect.DENY,
    actions: [
      'cloudformation:CreateChangeSet',
      'cloudformation:ExecuteChangeSet',
      'cloudformation:ExecuteStackRefactor',
      'cloudformation:UpdateStack',
    ],
    resources: ['*'], // Any stack may have been deployed with a role of its own.
  });
}
