import { aws_iam as iam } from 'aws-cdk-lib';

/**
 * Keeps the account free of IAM users, of credentials that do not expire, and of further ways to sign in.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles
 */
export function denyLongLivedIdentities(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'DenyLongLivedIdentities',
    effect: iam.Effect.DENY,
    actions: [
      'iam:CreateAccessKey',
      'iam:CreateLoginProfile',
      'iam:CreateOpenIDConnectProvider',
      'iam:CreateSAMLProvider',
      'iam:CreateServiceSpecificCredential',
      'iam:CreateUser',
      'iam:UpdateSAMLProvider',
      'iam:UploadSSHPublicKey',
      'iam:UploadSigningCertificate',
      'rolesanywhere:CreateTrustAnchor',
    ],
    resources: ['*'], // Identities of any name.
  });
}
