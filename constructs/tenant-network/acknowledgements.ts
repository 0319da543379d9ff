import type { IConstruct } from 'constructs';
import { acknowledge } from '../support/acknowledge';

/** Accepts that a role's permissions are a policy of its own rather than a managed one. */
export function acknowledgeOwnPolicy(role: IConstruct): void {
  acknowledge(
    role,
    'The policy belongs to this one role, names the resources the role works on, and goes with it. A managed policy could be attached to others.',
    ['HIPAA.Security-IAMNoInlinePolicy', 'NIST.800.53.R5-IAMNoInlinePolicy', 'PCI.DSS.321-IAMNoInlinePolicy'],
  );
}

/** Accepts that a log group is encrypted by CloudWatch Logs, where no key was given. */
export function acknowledgeServiceKey(logGroup: IConstruct): void {
  acknowledge(
    logGroup,
    'CloudWatch Logs encrypts every log group with a key of its own. The log holds addresses and outcomes, no tenant data; give encryptionKey where a customer managed key is required.',
    [
      'HIPAA.Security-CloudWatchLogGroupEncrypted',
      'NIST.800.53.R5-CloudWatchLogGroupEncrypted',
      'PCI.DSS.321-CloudWatchLogGroupEncrypted',
    ],
  );
}
