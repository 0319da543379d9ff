/** A change of one resource, as CloudFormation's change sets write it. */
export interface ResourceChange {
  readonly Action?: string;
  readonly LogicalResourceId?: string;
  readonly ResourceType?: string;
  /** `True`, `False` or `Conditional`; only where the resource is modified. */
  readonly Replacement?: string;
  /** Why it is modified. */
  readonly Details?: readonly {
    readonly Target?: { readonly Attribute?: string; readonly Name?: string; readonly RequiresRecreation?: string };
  }[];
  /** What becomes of the old resource, where one goes. */
  readonly PolicyAction?: string;
}

/** What the guard is asked: may this change set be executed? */
export interface GuardEvent {
  readonly stack: string;
  readonly changes: readonly { readonly ResourceChange?: ResourceChange }[];
  /** Resources that may be replaced or removed, as `stack/LogicalId`. */
  readonly allowed: readonly string[];
}

/** What the guard answers. */
export interface Verdict {
  readonly allowed: boolean;
  /** One line for people; empty where the change set is allowed. */
  readonly reason: string;
}
