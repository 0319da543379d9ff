/** How bad a finding is, worst first. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;

/** One of {@link SEVERITIES}. */
export type Severity = (typeof SEVERITIES)[number];

/** A claim that a template breaks, at one property of one resource. */
export interface Finding {
  /** Stays the same as long as rule, stack, resource and path do; 12 hexadecimal digits. */
  readonly id: string;
  /** Id of the rule, e.g. `reach-in/role-trust`. */
  readonly rule: string;
  readonly severity: Severity;
  /** Id of the tenant, or an empty text for what belongs to none. */
  readonly tenant: string;
  /** Hierarchical name of the stack, e.g. `acme/Data`. */
  readonly stack: string;
  /** Path of the template's file in the assembly. */
  readonly template: string;
  /** Logical id of the resource, output or parameter; empty for the template as a whole. */
  readonly logicalId: string;
  /** Path in the resource, e.g. `Properties.AssumeRolePolicyDocument.Statement.0.Principal.AWS`, never into an intrinsic function. */
  readonly path: string;
  /** The claim that does not hold, as a sentence. */
  readonly claim: string;
  /** What was found; names the value. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
}

/** A part of a template the audit knows too little about to say anything. */
export interface NotAnalysed {
  readonly stack: string;
  readonly logicalId: string;
  /** Type of the resource, e.g. `AWS::IoT::Policy`. */
  readonly type: string;
  readonly why: string;
  /** Rule that could not judge; absent where no rule could. */
  readonly rule?: string;
}

/** Place of a severity, worst first. */
export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}
