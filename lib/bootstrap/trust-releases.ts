/** Roles of the bootstrap that releases assume: one deploys, the other looks. */
export const ROLES_OF_RELEASES = ['DeploymentActionRole', 'LookupRole'];

/**
 * Lets state machines of the operator assume a role of the bootstrap.
 *
 * Step Functions tells its ARN as external id, and CDK's roles refuse whoever has one. This one, of the accounts that are trusted
 * already, is a machine that takes releases through a ring, in the region of the bootstrap.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-cross-acct-sync-pattern.html
 */
export const TRUST_RELEASES = {
  'Fn::If': [
    'HasTrustedAccounts',
    {
      Action: ['sts:AssumeRole'],
      Effect: 'Allow',
      Principal: { AWS: { Ref: 'TrustedAccounts' } },
      Condition: {
        StringLike: {
          'sts:ExternalId': {
            'Fn::Sub': 'arn:${AWS::Partition}:states:${AWS::Region}:*:stateMachine:tenantry-*-ring',
          },
        },
      },
    },
    { Ref: 'AWS::NoValue' },
  ],
};
