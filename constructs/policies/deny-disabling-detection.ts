import { aws_iam as iam } from 'aws-cdk-lib';

/**
 * Keeps the services that look for intruders at work.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_organizations.html
 */
export function denyDisablingDetection(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'DenyDisablingDetection',
    effect: iam.Effect.DENY,
    actions: [
      'access-analyzer:DeleteAnalyzer',
      'config:DeleteConfigRule',
      'config:DeleteDeliveryChannel',
      'guardduty:DeleteDetector',
      'guardduty:DisassociateFromAdministratorAccount',
      'guardduty:StopMonitoringMembers',
      'guardduty:UpdateDetector',
      'securityhub:DisableSecurityHub',
      'securityhub:DisassociateFromAdministratorAccount',
    ],
    resources: ['*'], // Detectors and rules of any name.
  });
}
