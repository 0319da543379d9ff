import type { IConstruct } from 'constructs';
import { acknowledge } from './acknowledge';

/** Accepts that a role has a policy of its own. */
export function acknowledgeInlinePolicies(role: IConstruct): void {
  acknowledge(
    role,
    'The policy is about resources of this construct and belongs to this role alone, with which it comes and goes.',
    ['HIPAA.Security-IAMNoInlinePolicy', 'NIST.800.53.R5-IAMNoInlinePolicy', 'PCI.DSS.321-IAMNoInlinePolicy'],
  );
}
