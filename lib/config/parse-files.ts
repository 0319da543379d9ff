import { join } from 'node:path';
import type * as z from 'zod';
import type { Issue } from '../errors';
import type { ConfigFile, FileContent } from './files/config-file';
import { ORGANIZATION_ID } from './files/list-config-files';
import { type OrganizationFile, organizationFileSchema } from './schema/organization-file';
import { type TenantFile, tenantFileSchema } from './schema/tenant-file';
import { shapeIssues } from './shape-issues';

/** A file of the right shape, or its issues. */
export interface Parsed<Value> {
  readonly file: string;
  readonly value: Value | undefined;
  readonly issues: readonly Issue[];
}

/** Checks the shape of the organization's file, which must be there. */
export function parseOrganization(
  directory: string,
  file: ConfigFile | undefined,
  contents: ReadonlyMap<string, FileContent>,
): Parsed<OrganizationFile> {
  if (file !== undefined) return parse(file, organizationFileSchema, contents);
  const expected = join(directory, `${ORGANIZATION_ID}.ts`);
  const message =
    'missing; every tenants folder needs one: write "export default defineOrganization({ … })", or use organization.json or organization.yaml';
  return { file: expected, value: undefined, issues: [{ file: expected, path: '', message }] };
}

/** Checks the shape of a tenant's file, which must be named after the tenant. */
export function parseTenant(file: ConfigFile, contents: ReadonlyMap<string, FileContent>): Parsed<TenantFile> {
  const parsed = parse(file, tenantFileSchema, contents);
  if (parsed.value === undefined || parsed.value.id === file.id) return parsed;
  const extension = file.name.slice(file.id.length);
  const message = `received "${parsed.value.id}"; expected the name of the file, "${file.id}": change the id, or rename the file to ${parsed.value.id}${extension}`;
  return { ...parsed, issues: [{ file: file.file, path: 'id', message }] };
}

function parse<Schema extends z.ZodType>(
  { file, name }: ConfigFile,
  schema: Schema,
  contents: ReadonlyMap<string, FileContent>,
): Parsed<z.output<Schema>> {
  const content = contents.get(name) ?? { ok: false, issues: [] };
  if (!content.ok) return { file, value: undefined, issues: content.issues };
  const issues = shapeIssues(file, schema, content.value);
  return { file, value: issues.length === 0 ? schema.parse(content.value) : undefined, issues };
}
