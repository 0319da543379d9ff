import * as z from 'zod';
import { RELEASE_NAME } from '../release-name';
import { auditExceptions } from './audit';
import * as scalar from './scalars';
import { compliancePacks, databaseOverrides, featureOverrides, monthlyBudgetUsd, tenantApi, tenantBackup, tenantNetwork } from './settings';

const contact = z.strictObject({
  name: scalar.text(64),
  email: scalar.emailAddress,
  phone: z
    .string()
    .regex(/^[\s0-9()+-]{1,25}$/, 'expected a phone number in quotes, e.g. "+49 30 1234567"')
    .optional(),
  title: scalar.text(50).optional(),
});

/** Shape of one tenant's file. What depends on other files is checked by the rules. */
export const tenantFileSchema = z
  .strictObject({
    $schema: z.string().optional().describe('Where an editor finds this schema'),
    id: scalar.tenantId.describe('Names the tenant in stacks, tags and commands; the name of the file. Never reused'),
    displayName: scalar.text(100).describe('Name people know the tenant by'),
    region: scalar.region.describe("Home region: where the tenant's data lives; one of the jurisdiction's"),
    jurisdiction: scalar.name.describe("Named set of regions the tenant's data stays in"),
    tier: scalar.name.describe("Preset of sizes, quotas and availability: free, starter, professional, enterprise or one of the organization's own"),
    ring: scalar.name.optional().describe('When the tenant gets a release; by default the ring of its tier'),
    state: z
      .enum(['planned', 'vending', 'active', 'suspended', 'offboarding', 'closed'])
      .optional()
      .describe('Where the tenant is in its life; active by default'),
    email: scalar.emailAddress.optional().describe("Address of the account's root user; by default the organization's rootEmail with the id filled in"),
    externalId: z
      .string()
      .regex(/^[\w+=,.@:/-]{16,1224}$/, 'expected 16 to 1224 letters, digits and +=,.@:/-_')
      .optional()
      .describe('What an operator presents to assume a role in the account; derived by default'),
    costCenter: scalar.text(64).optional().describe('Cost centre tag; the id by default'),
    contacts: z
      .strictObject({ billing: contact, operations: contact, security: contact })
      .describe("The account's alternate contacts"),
    network: tenantNetwork.optional().describe('VPC; what is left out comes from the tier'),
    database: databaseOverrides.optional().describe('PostgreSQL; what is left out comes from the tier'),
    api: tenantApi.optional().describe('REST API; what is left out comes from the tier'),
    backup: tenantBackup.optional().describe("AWS Backup, on top of the database's own backups; what is left out comes from the tier"),
    features: featureOverrides.optional().describe('What is watched, and how a new version is brought in; what is left out comes from the tier'),
    compliancePacks: compliancePacks.optional(),
    version: z
      .string()
      .regex(RELEASE_NAME, 'expected the name of a release in quotes, e.g. "2.4.0"')
      .optional()
      .describe('Release the tenant stays on; by default it follows its ring'),
    environment: z
      .record(z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'expected a name of capital letters, digits and _, e.g. "FEATURE_SET"'), z.string())
      .optional()
      .describe('Variables of the service; never secrets'),
    tags: scalar.tags.optional().describe("Tags of all the tenant's resources, on top of the organization's"),
    monthlyBudgetUsd: monthlyBudgetUsd.optional(),
    auditExceptions: auditExceptions.optional().describe("Findings of the audit that are accepted in this tenant's stacks"),
  })
  .meta({ title: 'Tenantry tenant', description: 'One tenant: an AWS account of its own, with its own network, database and API' });

/** What a tenant's file says, before defaults. */
export type TenantFile = z.output<typeof tenantFileSchema>;
