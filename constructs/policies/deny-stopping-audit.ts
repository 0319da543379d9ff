import { aws_iam as iam } from 'aws-cdk-lib';

/**
 * Keeps the record of API calls running and what it has written in place.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
 */
export function denyStoppingAudit(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'DenyStoppingAudit',
    effect: iam.Effect.DENY,
    actions: [
      'cloudtrail:DeleteTrail',
      'cloudtrail:PutEventSelectors',
      'cloudtrail:StopLogging',
      'cloudtrail:UpdateTrail',
      'config:DeleteConfigurationRecorder',
      'config:StopConfigurationRecorder',
      's3:BypassGovernanceRetention',
    ],
    resources: ['*'], // Trails, recorders and locked objects of any name.
  });
}
