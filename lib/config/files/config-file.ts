import type { Issue } from '../../errors';

/** A file of the tenants folder that holds the organization or a tenant. */
export interface ConfigFile {
  /** The tenant's id, or `organization`. */
  readonly id: string;
  /** As the user would name it, e.g. `tenants/acme.ts`. */
  readonly file: string;
  /** Name in the folder, e.g. `acme.ts`. */
  readonly name: string;
  readonly format: 'ts' | 'json' | 'yaml';
}

/** What a file holds, or why it cannot be read. */
export type FileContent =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly issues: readonly Issue[] };
