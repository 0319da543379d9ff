/** One problem in the configuration. */
export interface Issue {
  /** File the problem is in, as the user named it, e.g. `tenants/acme.ts`. */
  readonly file: string;
  /** Where in the file, e.g. `network.cidr`; empty for the file as a whole. */
  readonly path: string;
  /** What was received, what is expected and what to do; lower case, no final period. */
  readonly message: string;
}

/** The configuration cannot be used; nothing has been attempted. */
export class ConfigError extends Error {
  public override readonly name = 'ConfigError';

  public constructor(public readonly issues: readonly Issue[]) {
    const title = `${issues.length} ${issues.length === 1 ? 'problem' : 'problems'} in the tenant configuration`;
    super([title, ...issues.map((issue) => `  - ${formatIssue(issue)}`)].join('\n'));
  }
}

/** The command line cannot be understood; nothing has been attempted. */
export class UsageError extends Error {
  public override readonly name = 'UsageError';
}

/** AWS refused or failed; what was done before stays done. */
export class OperationError extends Error {
  public override readonly name = 'OperationError';
}

/** One line: file, path, message. */
export function formatIssue({ file, path, message }: Issue): string {
  return path === '' ? `${file}: ${message}` : `${file}: ${path}: ${message}`;
}
