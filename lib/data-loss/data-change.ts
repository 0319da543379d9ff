/** A change of a stack that could lose data. */
export interface DataChange {
  /** As `--allow-replacement` takes it, e.g. `acme-Data/DatabaseInstanceAA8A5FDE`, or `acme-Web/Nested/Database` in a nested stack. */
  readonly resource: string;
  readonly logicalId: string;
  readonly type: string;
  /** What happens, in words, e.g. `would be replaced, because of KeySpec`. */
  readonly change: string;
}

/** One line for people, e.g. `acme-Data/Key (AWS::KMS::Key) would be replaced, because of KeySpec`. */
export function describeDataChange({ resource, type, change }: DataChange): string {
  return `${resource} (${type}) ${change}`;
}
