import type { Organization } from '../config/organization';
import type { Tenant } from '../config/tenant';
import type { AuditedStack, TemplateResource } from './assembly/audited-stack';
import type { NotAnalysed, Severity } from './finding';
import type { Value } from './values/value';

/** What a rule found, before it is given an id, a tenant and the rule's texts. */
export interface Violation {
  readonly logicalId: string;
  /** Path in the resource, e.g. `Properties.PublicAccessBlockConfiguration.BlockPublicAcls`; never into an intrinsic function. */
  readonly path: string;
  readonly message: string;
  /**
   * Where it differs from the rule's.
   *
   * @default - the rule's
   */
  readonly severity?: Severity;
  /**
   * Where it differs from the rule's.
   *
   * @default - the rule's
   */
  readonly fix?: string;
}

/** A leaf of a template that is a text or an intrinsic function. */
export interface Leaf {
  /** Path in the resource, e.g. `Properties.Environment.Variables.BUCKET`. */
  readonly path: string;
  /**
   * The nearest property names from the resource down, without list positions, e.g. `['Environment', 'Variables', 'BUCKET']`. Where a
   * list has names beside its values, the value has its name, too, and where an object says that it is of S3, that: see `entry-name`.
   */
  readonly properties: readonly string[];
  readonly value: Value;
  /** It stands in a statement that denies, and so gives nobody anything. */
  readonly isDenied?: boolean;
}

/** One stack with what is needed to judge it. */
export interface StackView {
  readonly stack: AuditedStack;
  /** The tenant the stack belongs to; undefined for a stack of no tenant. */
  readonly tenant: Tenant | undefined;
  readonly fleet: Fleet;
  /** Resources of the template in its order, those under a condition that can never hold left out. */
  readonly resources: readonly (readonly [logicalId: string, resource: TemplateResource])[];
  /** Whether a resource is made in every deployment of the tenant's stacks, or in every one that makes the other resource of the same template. */
  readonly isAlwaysMade: (logicalId: string, wherever?: string) => boolean;
  /** Every text a node of the template may have. */
  readonly evaluate: (node: unknown) => Value;
  /**
   * The node with its `Fn::If` branches chosen both ways, `Ref: AWS::NoValue` taken out, mappings and selects looked up; structures
   * stay structures. Every variant a property may have at deploy time.
   */
  readonly variants: (node: unknown) => readonly unknown[];
  /** Every leaf of a resource, texts that hold JSON (policies, state machines, API definitions) parsed and walked too. */
  readonly leaves: (logicalId: string) => readonly Leaf[];
  /** What several rules work out of the stack is worked out once. */
  readonly once: <Result>(key: string, compute: () => Result) => Result;
}

/** All that the audit knows. */
export interface Fleet {
  readonly organization: Organization;
  /** All tenants of the registry, those without an account too. */
  readonly tenants: readonly Tenant[];
  readonly stacks: readonly AuditedStack[];
  readonly view: (stack: AuditedStack) => StackView;
  /** Forgets what was worked out of a stack: there may be thousands. */
  readonly letGo: (stack: AuditedStack) => void;
  /** The stack of that name among those of a tenant, or of none. */
  readonly stackOf: (tenant: string | undefined, name: string) => AuditedStack | undefined;
  /** What several stacks ask of the whole fleet is worked out once. */
  readonly once: <Result>(key: string, compute: () => Result) => Result;
  /** The tenant that owns an account. */
  readonly tenantOfAccount: (account: string) => Tenant | undefined;
  /** Says that something could not be judged. */
  readonly notAnalysed: (entry: NotAnalysed) => void;
}

/** What a claim rests on, at one property of one resource. */
export interface Evidence {
  readonly logicalId: string;
  readonly path: string;
  /** The value, for people. */
  readonly value: string;
}

/** A claim about templates, and how its breach is found. */
export interface Rule {
  /** Group and name, e.g. `reach-in/role-trust`. Never changes: exceptions and history refer to it. */
  readonly id: string;
  readonly severity: Severity;
  /** The claim as a sentence, e.g. `Only the operator's named principals may assume a role of a tenant.` */
  readonly claim: string;
  /** Why it matters, for the reader of a report. */
  readonly explanation: string;
  /** What to do about a finding. */
  readonly fix: string;
  /** Judges one stack alone. */
  readonly checkStack?: (view: StackView) => Iterable<Violation>;
  /** What the rule looked at in a stack of a tenant, whether it holds or not. @default - the rule is about what must not be there */
  readonly evidence?: (view: StackView) => Iterable<Evidence>;
  /** Judges the stacks of one tenant together. */
  readonly checkTenant?: (
    fleet: Fleet,
    stacks: readonly AuditedStack[],
  ) => Iterable<Violation & { readonly stack: AuditedStack }>;
  /** Judges the stacks of all tenants against each other. */
  readonly checkFleet?: (fleet: Fleet) => Iterable<Violation & { readonly stack: AuditedStack }>;
}
