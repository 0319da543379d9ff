import { Aws, aws_iam as iam } from 'aws-cdk-lib';

/**
 * Keeps CDK's bootstrap as it was made: its stack, and the parameter that says its version.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html
 */
export function denyChangingBootstrap(): iam.PolicyStatement {
  const anywhere = `arn:${Aws.PARTITION}:`;
  return new iam.PolicyStatement({
    sid: 'DenyChangingBootstrap',
    effect: iam.Effect.DENY,
    actions: [
      'cloudformation:CreateChangeSet',
      'cloudformation:DeleteStack',
      'cloudformation:ExecuteChangeSet',
      'cloudformation:SetStackPolicy',
      'cloudformation:UpdateStack',
      'cloudformation:UpdateTerminationProtection',
      'ssm:DeleteParameter',
      'ssm:DeleteParameters',
      'ssm:PutParameter',
    ],
    resources: [`${anywhere}cloudformation:*:*:stack/CDKToolkit/*`, `${anywhere}ssm:*:*:parameter/cdk-bootstrap/*`],
  });
}
