/** One change of a template, put together for all tenants in whose templates it is the same. */
export interface Change {
  /** Stack, with placeholders where tenants differ, e.g. `«id»/Data`. */
  readonly stack: string;
  /** Type of the resource, or the section of the template, e.g. `Outputs`; empty for a stack as a whole. */
  readonly type: string;
  /** Empty for what is said of no single resource. */
  readonly logicalId: string;
  /** What happens, in words, e.g. `added`, or `would be replaced, because of Engine`. */
  readonly change: string;
  /** Where in the resource, e.g. `Properties.MultiAZ`; empty for the resource as a whole. */
  readonly path: string;
  /** As JSON; absent where there was nothing. */
  readonly before?: string;
  /** As JSON; absent where there is nothing any more. */
  readonly after?: string;
  /** Ids in the order of the registry; empty for stacks of no tenant. */
  readonly tenants: readonly string[];
}

/** A change that could lose data. */
export interface StatefulFleetChange extends Change {
  /** Names by which `--allow-replacement` takes it, one a tenant that did not allow it yet. */
  readonly notAllowed: readonly string[];
}

/** What tenants cost more or less. */
export interface CostChange {
  /** US dollars a month and tenant while idle; below 0 if they cost less. */
  readonly monthlyUsd: number;
  readonly tenants: readonly string[];
}

/** What tenants come to have, or have no longer, and what has no price here: the sums leave it out. */
export interface UnpricedChange {
  /** Resource type, and what of it is not priced, e.g. `AWS::RDS::DBInstance (provisioned IOPS)`. */
  readonly resource: string;
  readonly tenants: readonly string[];
}

/** Tenants of a shape that is new, or was before. */
export interface ShapeChange {
  readonly shape: string;
  readonly tenants: readonly string[];
}

/** What lies between two cloud assemblies of a fleet, what matters most first. */
export interface FleetDiff {
  readonly stateful: readonly StatefulFleetChange[];
  /** What somebody may do, or reach over the network, and could not before. */
  readonly access: readonly Change[];
  /** What is open to everybody, and was not before. */
  readonly publicSurface: readonly Change[];
  readonly cost: {
    /** US dollars a month for the fleet while idle. */
    readonly beforeMonthlyUsd: number;
    readonly afterMonthlyUsd: number;
    /** Of tenants that are new, together. */
    readonly addedMonthlyUsd: number;
    /** Of tenants that are no longer there, together. */
    readonly removedMonthlyUsd: number;
    /** Of tenants that are in both; the dearest first. */
    readonly changes: readonly CostChange[];
    /** By the name of the resource; with it, the figures above are too low before or after. */
    readonly unpriced: readonly UnpricedChange[];
  };
  readonly shapes: {
    readonly before: number;
    readonly after: number;
    readonly gained: readonly ShapeChange[];
    readonly lost: readonly ShapeChange[];
  };
  readonly tenants: {
    /** Tenants that are in both. */
    readonly compared: number;
    readonly changed: readonly string[];
    readonly added: readonly string[];
    /** Ids, as the names of their stacks begin. */
    readonly removed: readonly string[];
    /** Tenants that were in use, and are suspended: their stacks stay as they are, and are in no other part. */
    readonly suspended: readonly string[];
  };
  /** Everything else. */
  readonly other: readonly Change[];
}
