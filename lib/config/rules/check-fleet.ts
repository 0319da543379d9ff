import type { Issue } from '../../errors';
import { ALL_RULES } from './all-rules';
import type { Finding, Fleet } from './rule';

/** What the rules find, in the order of the files: the organization, the tenants by id, the lock; within a file, as the rules are ordered. */
export function checkFleet(fleet: Fleet): { readonly errors: readonly Issue[]; readonly warnings: readonly Issue[] } {
  const files = [fleet.organization.file, ...fleet.tenants.map(({ file }) => file), fleet.accountsFile];
  const position = new Map(files.map((file, index) => [file, index]));
  const found = ALL_RULES.flatMap((rule) => rule(fleet)).toSorted(
    (one, other) => (position.get(one.file) ?? 0) - (position.get(other.file) ?? 0),
  );
  return {
    errors: found.filter(({ severity }) => severity === 'error').map(toIssue),
    warnings: found.filter(({ severity }) => severity === 'warning').map(toIssue),
  };
}

function toIssue({ file, path, message }: Finding): Issue {
  return { file, path, message };
}
