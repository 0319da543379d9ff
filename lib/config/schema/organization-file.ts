import * as z from 'zod';
import { organizationAudit } from './audit';
import { organizationRollout } from './rollout';
import * as scalar from './scalars';
import { tierOverrides } from './settings';

const roleArns = z
  .array(z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/, 'expected the ARN of an IAM role'))
  .min(1, 'expected at least one role')
  .readonly();

/** A role's session carries no multi-factor authentication, whoever assumed it, so a role could never assume break-glass. */
const userArns = z
  .array(
    z
      .string()
      .regex(
        /^arn:aws[a-z-]*:iam::\d{12}:user\/[\w+=,.@/-]+$/,
        'expected the ARN of an IAM user with an MFA device, because the session of a role carries no multi-factor authentication',
      ),
  )
  .min(1, 'expected at least one user')
  .readonly();

/** Shape of the organization's file. */
export const organizationFileSchema = z
  .strictObject({
    $schema: z.string().optional().describe('Where an editor finds this schema'),
    organizationId: z
      .string()
      .regex(/^o-[a-z0-9]{10,32}$/, 'expected "o-" and 10 to 32 lower-case letters and digits')
      .describe('Id of the organization in AWS Organizations'),
    managementAccountId: scalar.accountId.describe('Account that owns the organization'),
    operatorAccountId: scalar.accountId.describe('Account people and pipelines work from'),
    homeRegion: scalar.region.describe("Region of the operator's own stacks"),
    rootId: z
      .string()
      .regex(/^r-[a-z0-9]{4,32}$/, 'expected "r-" and 4 to 32 lower-case letters and digits')
      .optional()
      .describe('Root of the organization; with it, its units and policies are part of the app'),
    rootEmail: z
      .string()
      .regex(/^[^\s@]*\{tenant\}[^\s@]*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/, 'expected an address with {tenant} before the @, e.g. "aws+{tenant}@example.com"')
      .describe('Root e-mail of a tenant that has none of its own; {tenant} becomes its id'),
    jurisdictions: z
      .record(scalar.name, z.array(scalar.region).min(1, 'expected at least one region').readonly())
      .refine((jurisdictions) => Object.keys(jurisdictions).length > 0, 'expected at least one jurisdiction')
      .describe("Named sets of regions; a tenant's data stays in one of them"),
    tiers: z
      .record(scalar.name, tierOverrides)
      .optional()
      .describe("Changes to the built-in tiers, and tiers of the organization's own, which say what they extend"),
    rings: z
      .array(scalar.name)
      .min(1, 'expected at least one ring')
      .readonly()
      .optional()
      .describe('In the order in which a release reaches them; canary, early, general by default'),
    operators: z
      .strictObject({
        readOnly: roleArns.describe('May look'),
        operate: roleArns.describe('May run the daily work'),
        breakGlass: userArns.describe('May do anything in an emergency, for one hour, with MFA, alarmed on'),
      })
      .describe("Roles, and for break-glass users, of the operator account that may assume each role in a tenant's account"),
    observability: z
      .strictObject({
        sinks: z.record(
          scalar.name,
          z.string().regex(/^arn:aws[a-z-]*:oam:[a-z0-9-]+:\d{12}:sink\/[\w-]+$/, 'expected the ARN of an observability sink'),
        ),
      })
      .optional()
      .describe("Region to the ARN of the operator account's CloudWatch observability sink there"),
    networkPool: scalar.cidr.optional().describe("Block the tenants' default CIDRs are cut from; 10.0.0.0/8 by default"),
    budgets: z
      .strictObject({
        alertEmails: z.array(scalar.emailAddress).min(1, 'expected at least one address').max(10, 'expected at most 10 addresses').readonly(),
        thresholdsPercent: z
          .array(scalar.whole(1, 1000, 'percent'))
          .min(1, 'expected at least one threshold')
          .max(5, 'expected at most 5 thresholds')
          .readonly()
          .optional()
          .describe('Shares of the budget that raise an alert; 80 and 100 by default'),
      })
      .describe("Who hears of a tenant's spending"),
    tags: scalar.tags.optional().describe('Tags of all resources of all tenants'),
    blueprint: z
      .string()
      .regex(/^\.{1,2}\/.+/, 'expected a path that starts with "./" or "../"')
      .optional()
      .describe("Module with the company's own resources for every tenant; relative to this folder, where its name starts with _, e.g. ./_blueprint.ts"),
    trail: z
      .enum(['account', 'organization'])
      .optional()
      .describe("Who records API calls: each account's own trail (the default), or the organization's"),
    accounts: z
      .enum(['command', 'stacks'])
      .optional()
      .describe("What makes tenants' accounts: `tenantry vend` (the default), or a stack for each in the management account"),
    bootstrap: z
      .enum(['command', 'stack-set'])
      .optional()
      .describe("What bootstraps tenants' accounts: `tenantry bootstrap` (the default), or a stack set as they enter their unit"),
    operator: z
      .enum(['own', 'stacks'])
      .optional()
      .describe("What makes the operator's principals, sinks and audit bucket: the company itself (the default), or stacks in the operator account"),
    rollout: organizationRollout.optional().describe('How `tenantry rollout` brings a release to the rings, one after another'),
    audit: organizationAudit.optional().describe("What the audit of the tenants' templates takes for legitimate; nothing else is"),
  })
  .meta({ title: 'Tenantry organization', description: 'The AWS organization all tenants belong to' });

/** What the organization's file says, before defaults. */
export type OrganizationFile = z.output<typeof organizationFileSchema>;
