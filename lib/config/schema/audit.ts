import * as z from 'zod';
import * as scalar from './scalars';

/** A reason that says nothing convinces nobody. */
const MIN_REASON_LENGTH = 20;

const exception = z.strictObject({
  rule: z
    .string()
    .regex(/^[a-z][a-z-]*\/[a-z][a-z0-9-]*$/, 'expected the id of a rule, e.g. "public/api-without-authorizer"')
    .describe('Rule whose findings are accepted'),
  resource: z
    .string()
    .regex(/^[\w*.-]+(\/[\w*.-]+)+$/, 'expected a stack and a logical id, * for any characters, e.g. "acme/Service/Api*"')
    .optional()
    .describe('Stack and logical id the exception holds for, with * for any characters; every resource by default'),
  owner: scalar.text(100).describe('Who answers for it'),
  reason: scalar
    .text(1000)
    .min(MIN_REASON_LENGTH, `expected a reason of at least ${MIN_REASON_LENGTH} characters, as an auditor reads it`),
  expires: z.iso.date('expected the last day it holds, e.g. "2027-03-31"').describe('Last day it holds'),
});

/** Exceptions of one tenant. */
export const auditExceptions = z.array(exception).readonly();

/** What the audit takes for legitimate. */
export const organizationAudit = z.strictObject({
  operatorPrincipals: z
    .array(
      z.strictObject({
        arn: z
          .string()
          .regex(/^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/, 'expected the ARN of an IAM role or user'),
        conditions: z
          .array(z.enum(['organization', 'externalId', 'mfa']))
          .readonly()
          .describe('What must be asked for wherever the principal is let in'),
      }),
    )
    .readonly()
    .optional()
    .describe("Principals that may be let into tenants' accounts, beside those of operators"),
  operatorResources: z
    .array(
      z
        .string()
        .regex(/^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9*-]*:(\d{12})?:\S+$/, 'expected an ARN, * for any characters after the account'),
    )
    .readonly()
    .optional()
    .describe('Resources of the operator account that tenants may name: log destinations, event buses, repositories, buckets'),
  awsAccounts: z
    .array(z.strictObject({ accountId: scalar.accountId, purpose: scalar.text(200) }))
    .readonly()
    .optional()
    .describe('Accounts of AWS or a vendor that templates may name, e.g. those that publish layers'),
  exceptions: z
    .array(exception.extend({ tenant: scalar.tenantId.optional().describe('Tenant it holds for; every tenant by default') }))
    .readonly()
    .optional()
    .describe('Findings that are accepted for a while'),
});
