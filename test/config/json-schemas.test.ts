import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { jsonSchemas } from '../../lib/config/json-schemas';
import { RULE_PACKS } from '../../lib/compliance/rule-packs';
import { TIER_PRESETS } from '../../lib/config/tiers';
import { tenantFileSchema } from '../../lib/config/schema/tenant-file';
import { tierOverrides } from '../../lib/config/schema/settings';
import { aTenant, anOrganization } from '../support/tenants-folder';

const root = join(__dirname, '..', '..');
const validator = (name: keyof ReturnType<typeof jsonSchemas>) => {
  const schema: object = JSON.parse(jsonSchemas()[name]);
  return addFormats(new Ajv({ strict: false })).compile(schema);
};

describe('the published JSON Schemas', () => {
  test.each(Object.entries(jsonSchemas()))('%s equals its source; else run "npm run schema"', (name, text) => {
    expect(readFileSync(join(root, 'schema', name), 'utf8')).toBe(text);
  });

  test("take the sample fleet's JSON files", () => {
    const isTenant = validator('tenant.schema.json');
    const files = readdirSync(join(root, 'tenants')).filter(
      (name) => name.endsWith('.json') && !name.endsWith('.lock.json'),
    );

    expect(files).toEqual(['initech.json']);
    for (const name of files)
      expect([isTenant(JSON.parse(readFileSync(join(root, 'tenants', name), 'utf8'))), isTenant.errors]).toEqual([
        true,
        null,
      ]);
  });

  test.each([
    { name: 'an unknown key', changes: { regoin: 'eu-west-1' } },
    { name: 'an unknown region', changes: { region: 'eu-cental-1' } },
    { name: 'an unknown key in a group', changes: { api: { throttle: { ratelimit: 1 } } } },
    { name: 'an id that is too long', changes: { id: 'a'.repeat(42) } },
    { name: 'a retention that is too long', changes: { database: { backupRetentionDays: 36 } } },
  ])('refuse $name', ({ changes }) => {
    expect(validator('tenant.schema.json')(aTenant(changes))).toBe(false);
  });

  test('take a tenant and an organization', () => {
    expect(validator('tenant.schema.json')(aTenant())).toBe(true);
    expect(validator('organization.schema.json')(anOrganization())).toBe(true);
  });

  test('have a title and a description of every key', () => {
    const schema: {
      title: string;
      description: string;
      properties: Record<string, { description?: string }>;
    } = JSON.parse(jsonSchemas()['tenant.schema.json']);

    expect(schema.title).toBe('Tenantry tenant');
    expect(Object.entries(schema.properties).filter(([, { description }]) => description === undefined)).toEqual([]);
  });
});

describe('the schema', () => {
  test('takes every setting of every preset', () => {
    for (const preset of Object.values(TIER_PRESETS))
      expect(tierOverrides.safeParse({ ...preset, extends: 'free' }).error).toBeUndefined();
  });

  test('names the rule packs as the compliance folder does', () => {
    expect(tenantFileSchema.shape.compliancePacks.safeParse(RULE_PACKS).success).toBe(true);
    expect(tenantFileSchema.shape.compliancePacks.safeParse(['soc2']).success).toBe(false);
  });
});
