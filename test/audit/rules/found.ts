import { type AuditReport, auditAssembly } from '../../../lib/audit/audit-assembly';
import { aTenant, anOrganization } from '../../../lib/testing/config-builders';
import { aSmallAssembly } from '../../support/small-assembly';

/** Two tenants without anything declared; the first, `acme`, has account 111111111111. */
export const REGISTRY = {
  organization: anOrganization({ trail: 'organization' }),
  tenants: [aTenant(), aTenant({ id: 'other', accountId: '222222222222' })],
};

/** What the audit says of stacks by name, each of the first tenant unless it says where it goes. */
export function audited(stacks: Parameters<typeof aSmallAssembly>[0]): AuditReport {
  return auditAssembly({ assembly: aSmallAssembly(stacks), registry: REGISTRY, today: '2026-01-01' });
}

/** What a rule finds in stacks, as `stack logicalId path: message`. */
export function found(rule: string, stacks: Parameters<typeof aSmallAssembly>[0]): string[] {
  return audited(stacks)
    .findings.filter((finding) => finding.rule === rule)
    .map(({ stack, logicalId, path, message }) => `${[stack, logicalId, path].join(' ').trim()}: ${message}`);
}

/** What is known only at deployment: `who`, a text, and `Perhaps`, a condition. */
export const UNKNOWN = {
  Parameters: { Who: { Type: 'String' } },
  Conditions: { Perhaps: { 'Fn::Equals': [{ Ref: 'Who' }, 'x'] } },
};
export const who = { Ref: 'Who' };
export const perhaps = (then: unknown, otherwise: unknown = { Ref: 'AWS::NoValue' }) => ({
  'Fn::If': ['Perhaps', then, otherwise],
});
