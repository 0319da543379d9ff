import * as z from 'zod';
import { parseCidr } from '../cidr';
import { MAX_ID_LENGTH, TIGHTEST_ID_USE } from '../id-limits';
import { REGIONS } from '../regions';

/*
 * Messages start with "expected": the reader of an issue sees what was received in front of them.
 */

/** Lower-case words of letters and digits joined by single hyphens, as stack names, DNS labels and account names all allow. */
export const tenantId = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'expected lower-case letters, digits and single hyphens, starting with a letter, e.g. "acme-eu"')
  .max(
    MAX_ID_LENGTH,
    `expected at most ${MAX_ID_LENGTH} characters, because the id becomes ${TIGHTEST_ID_USE.becomes} ("${TIGHTEST_ID_USE.affix}" and the id), which AWS limits to ${TIGHTEST_ID_USE.limit}`,
  );

/** Name of a tier, ring or jurisdiction. */
export const name = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'expected lower-case letters, digits and single hyphens, starting with a letter')
  .max(32, 'expected at most 32 characters');

export const region = z.enum(REGIONS);

export const accountId = z.string().regex(/^\d{12}$/, 'expected exactly 12 digits in quotes, so that leading zeros survive');

export const emailAddress = z
  .string()
  .regex(/^[^\s@]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/, 'expected an email address, e.g. "ops@example.com"');

export const cidr = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/, 'expected an IPv4 block, e.g. "10.12.4.0/22"')
  .refine((block) => parseCidr(block) !== undefined, 'expected an IPv4 block, e.g. "10.12.4.0/22"');

/** Days CloudWatch Logs can be told to keep a log. */
const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const logRetentionDays = z.literal(LOG_RETENTION_DAYS, {
  error: `expected a number of days CloudWatch Logs offers: ${LOG_RETENTION_DAYS.join(', ')}`,
});

export const positive = z.number('expected a number').positive('expected a number above 0');

/** Whole number between two bounds, both included. */
export function whole(min: number, max: number, unit: string): z.ZodInt {
  const error = `expected a whole number of ${unit}, ${min} to ${max}`;
  return z.int(error).min(min, error).max(max, error);
}

export function text(max: number): z.ZodString {
  return z.string().min(1, 'expected some text').max(max, `expected at most ${max} characters`);
}

/**
 * Tags of AWS resources; `aws:` and `tenantry:` are taken.
 *
 * @see https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
 */
export const tags = z.record(
  z
    .string()
    .regex(/^(?!aws:|tenantry:)[\w .:/=+@-]{1,128}$/i, 'expected a tag name of 1 to 128 letters, digits, spaces and _.:/=+-@ that does not start with "aws:" or "tenantry:"'),
  z.string().regex(/^[\w .:/=+@-]{0,256}$/, 'expected a tag value of at most 256 letters, digits, spaces and _.:/=+-@'),
);
