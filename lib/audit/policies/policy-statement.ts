import type { Value } from '../values/value';

/** A principal as a statement names it. */
export interface PrincipalElement {
  /** `*` for a bare star, else the key it is under. */
  readonly kind: '*' | 'AWS' | 'Service' | 'Federated' | 'CanonicalUser' | 'unknown';
  readonly value: Value;
  readonly path: string;
}

/** One key of one operator of a statement's `Condition`. */
export interface ConditionEntry {
  /** As it is written, e.g. `ForAnyValue:StringLike`. */
  readonly operator: string;
  /** In lower case: keys ignore case. */
  readonly key: string;
  /** Any of them will do. */
  readonly values: readonly Value[];
  readonly path: string;
}

/** A resource that a statement names. */
export interface ResourceElement {
  readonly value: Value;
  readonly path: string;
}

/** Where a statement comes from: its variants have it in common, and one of them is deployed. */
export interface StatementOrigin {
  /** The same for statements that are deployed together, of a policy that is chosen at deployment. */
  readonly document: object;
  /** How many there are, those counted that leave the statement out. */
  readonly variants: number;
}

/** A statement of a policy, with every variant it may have seen as one of its own. */
export interface PolicyStatement {
  readonly origin: StatementOrigin;
  /** `unknown` where it could be either. */
  readonly effect: 'Allow' | 'Deny' | 'unknown';
  readonly principals: readonly PrincipalElement[];
  /** The principals are those it does not apply to. */
  readonly isNotPrincipal: boolean;
  readonly actions: readonly Value[];
  /** The actions are those it does not apply to. */
  readonly isNotAction: boolean;
  readonly resources: readonly ResourceElement[];
  readonly isNotResource: boolean;
  readonly conditions: readonly ConditionEntry[];
  readonly path: string;
  /** Path of an element such as `Condition`, whether the statement has it or not; that of the text where the policy is in one. */
  readonly pathOf: (element: string) => string;
  /** Path of `Principal` or `NotPrincipal`. */
  readonly principalPath: string;
}

/** A policy, in parts. */
export interface PolicyDocument {
  readonly statements: readonly PolicyStatement[];
  readonly path: string;
  /** Why not all of it could be read; it could let in anybody. */
  readonly unreadable: readonly { readonly path: string; readonly why: string }[];
}
