import * as z from 'zod';
import { organizationFileSchema } from './schema/organization-file';
import { tenantFileSchema } from './schema/tenant-file';

/**
 * The JSON Schemas of the files, by the name they are published under: what an editor or a portal needs to write them.
 *
 * They know the shape of one file. What depends on other files is found by `loadRegistry` alone.
 */
export function jsonSchemas(): Readonly<Record<'tenant.schema.json' | 'organization.schema.json', string>> {
  return {
    'tenant.schema.json': toJsonSchema(tenantFileSchema),
    'organization.schema.json': toJsonSchema(organizationFileSchema),
  };
}

function toJsonSchema(schema: z.ZodType): string {
  return `${JSON.stringify(z.toJSONSchema(schema, { io: 'input', target: 'draft-7' }), undefined, 2)}\n`;
}
