import * as z from 'zod';
import { BUILT_IN_TIERS } from '../tiers';
import * as scalar from './scalars';

/** Services with an interface endpoint worth paying for in a tenant's VPC. S3 and DynamoDB have free gateway endpoints. */
export const INTERFACE_ENDPOINTS = [
  'bedrock-runtime',
  'ecr.api',
  'ecr.dkr',
  'events',
  'execute-api',
  'kms',
  'lambda',
  'logs',
  'monitoring',
  'secretsmanager',
  'sns',
  'sqs',
  'ssm',
  'states',
  'sts',
  'xray',
] as const;

/** Aurora capacity comes in half units. */
const acu = (min: number) => {
  const error = `expected Aurora capacity units in steps of 0.5, ${min} to 256`;
  return z.number(error).min(min, error).max(256, error).multipleOf(0.5, error);
};

const networkFields = {
  availabilityZones: z.literal([2, 3], { error: 'expected 2 or 3' }).describe('Zones the subnets are spread over'),
  interfaceEndpoints: z
    .array(z.enum(INTERFACE_ENDPOINTS))
    .readonly()
    .describe('AWS services reached through an interface endpoint; each is paid by the hour and zone'),
  flowLogRetentionDays: scalar.logRetentionDays.describe('Days the VPC flow logs are kept'),
};

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html storage of gp3: 20 to 65,536 GiB */
const databaseFields = {
  engine: z.enum(['instance', 'aurora-serverless']).describe('One RDS instance, or an Aurora Serverless v2 cluster that can pause'),
  engineVersion: z
    .string()
    .regex(/^\d{2}\.\d{1,2}$/, 'expected PostgreSQL\'s major and minor version in quotes, e.g. "17.9"')
    .describe('PostgreSQL version, major.minor'),
  instanceClass: z
    .string()
    .regex(/^db\.[a-z][a-z0-9-]*\.[a-z0-9-]+$/, 'expected a DB instance class, e.g. "db.t4g.micro"')
    .describe('Class of the instance; engine "instance" only'),
  storageGib: scalar.whole(20, 65_536, 'GiB').describe('Storage at the start, GiB; engine "instance" only'),
  maxStorageGib: scalar.whole(20, 65_536, 'GiB').describe('Storage it may grow to by itself, GiB; engine "instance" only'),
  multiAz: z.boolean().describe('A standby (instance) or a reader (Aurora) in a second zone'),
  backupRetentionDays: scalar.whole(0, 35, 'days').describe('Days a point in time can be restored; 1 to 35 with Aurora'),
  proxy: z.boolean().describe('Pool connections through RDS Proxy; it keeps a paused Aurora awake'),
  performanceInsights: z.boolean().describe('Record what the database spends its time on'),
  minCapacityAcu: acu(0).describe('Least Aurora capacity units; 0 lets the cluster pause'),
  maxCapacityAcu: acu(1).describe('Most Aurora capacity units'),
  autoPauseMinutes: scalar
    .whole(5, 1440, 'minutes')
    .describe('Minutes without a connection after which the cluster pauses; needs minCapacityAcu 0'),
  logRetentionDays: scalar.logRetentionDays.describe('Days the PostgreSQL logs are kept'),
};

const apiFields = {
  throttle: z
    .strictObject({
      rateLimit: scalar.positive.describe('Steady requests a second'),
      burstLimit: z.int('expected a whole number').min(1, 'expected 1 or more').describe('Requests served at once before callers get status 429'),
    })
    .partial(),
  quota: z
    .strictObject({
      limit: z.int('expected a whole number').min(1, 'expected 1 or more').describe('Requests per period'),
      period: z.enum(['DAY', 'WEEK', 'MONTH']),
    })
    .describe("Requests per period under the tenant's API key"),
  webAcl: z.boolean().describe('A web application firewall in front of the API'),
  logRetentionDays: scalar.logRetentionDays.describe('Days the access and function logs are kept'),
};

const backupFields = {
  enabled: z.boolean().describe("Back up with AWS Backup, on top of the database's own point-in-time restore"),
  retentionDays: scalar.whole(1, 36_500, 'days').describe('Days a recovery point is kept'),
};

const networkOverrides = z.strictObject(networkFields).partial();
const apiOverrides = z.strictObject(apiFields).partial();
const backupOverrides = z.strictObject(backupFields).partial();

/** What a tenant file may say of its network. */
export const tenantNetwork = networkOverrides.extend({
  cidr: scalar.cidr.optional().describe("Address block of the VPC, /16 to /24; by default a /22 of the organization's pool that depends on the id alone"),
});

/** What a tenant file or a tier may say of the database. */
export const databaseOverrides = z.strictObject(databaseFields).partial();

/** What a tenant file may say of its API. */
export const tenantApi = apiOverrides.extend({
  cors: z
    .strictObject({
      allowOrigins: z
        .array(z.string().regex(/^(https:\/\/[a-z0-9.-]+|http:\/\/localhost)(:\d{1,5})?$/, 'expected an https origin without a path, e.g. "https://app.acme.example"; "*" is not allowed'))
        .min(1, 'expected at least one origin')
        .readonly(),
    })
    .optional()
    .describe('Origins whose pages may call the API; none by default'),
  customDomain: z
    .strictObject({
      name: z.string().regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, 'expected a lower-case domain name, e.g. "api.acme.example"'),
      certificateArn: z
        .string()
        .regex(/^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/, 'expected the ARN of a certificate in AWS Certificate Manager'),
    })
    .optional()
    .describe("A domain of the tenant's own; the certificate lives in the tenant's account and region"),
  authorizer: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('cognito') }),
      z.strictObject({
        type: z.literal('oidc'),
        issuer: z.string().regex(/^https:\/\/[^\s?#]+$/, 'expected an https address'),
        audience: z.array(scalar.text(256)).min(1, 'expected at least one audience').readonly(),
      }),
    ])
    .optional()
    .describe('Who signs callers in: a Cognito pool of the tenant (the default), or an OpenID Connect issuer'),
});

/** What a tenant file may say of AWS Backup. */
export const tenantBackup = backupOverrides.extend({
  copyRegion: scalar.region.optional().describe('A second region of the jurisdiction that gets a copy of every recovery point'),
});

export const featureOverrides = z
  .strictObject({
    dashboard: z.boolean(),
    alarms: z.enum(['essential', 'full']).describe('essential: what wakes somebody up; full: also what explains why'),
    canaryDeployments: z.boolean().describe('Shift traffic to a new version step by step and roll back on an alarm'),
    tracing: z.boolean().describe('Trace requests with X-Ray'),
  })
  .partial();

export const compliancePacks = z
  .array(z.enum(['aws-solutions', 'hipaa', 'nist-800-53-r5', 'pci-dss']))
  .readonly()
  .describe('Rule packs the tenant reports on; all packs check its stacks anyway');

export const monthlyBudgetUsd = scalar.positive.describe('Budget of the account, US dollars a month');

/** What an organization may say of a tier. */
export const tierOverrides = z.strictObject({
  extends: z
    .enum(BUILT_IN_TIERS)
    .optional()
    .describe("Built-in tier that a tier of the organization's own starts from"),
  ring: scalar.name.optional(),
  network: networkOverrides.optional(),
  database: databaseOverrides.optional(),
  api: apiOverrides.optional(),
  backup: backupOverrides.optional(),
  features: featureOverrides.optional(),
  compliancePacks: compliancePacks.optional(),
  monthlyBudgetUsd: monthlyBudgetUsd.optional(),
});
