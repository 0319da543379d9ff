import type { CreateAccountFailureReason } from '@aws-sdk/client-organizations';

/** Reasons after which asking for the account again can help. */
const TRANSIENT: ReadonlySet<string> = new Set<CreateAccountFailureReason>([
  'CONCURRENT_ACCOUNT_MODIFICATION',
  'INTERNAL_FAILURE',
]);

/** What to do about each other reason. */
const WAYS_OUT: Readonly<Record<string, string>> = {
  ACCOUNT_LIMIT_EXCEEDED:
    'the organization has as many accounts as it may; ask for a higher quota "Default maximum number of accounts" in Service Quotas of the management account; closed accounts count until they are gone',
  EMAIL_ALREADY_EXISTS:
    'the e-mail address belongs to an AWS account outside of this organization, or to a closed one; give the tenant another address',
  INVALID_EMAIL: 'AWS refuses the e-mail address; give the tenant another one',
  INVALID_ADDRESS: 'the contact address of the management account is not valid; correct it in its account settings',
  FAILED_BUSINESS_VALIDATION: 'AWS could not validate the business of the management account; contact AWS Support',
  PENDING_BUSINESS_VALIDATION:
    'AWS is still validating the business of the management account; run this again when it is done',
  MISSING_BUSINESS_VALIDATION: 'the business of the management account has not been validated; contact AWS Support',
  INVALID_PAYMENT_INSTRUMENT: 'the payment method of the management account is not valid; correct it in Billing',
  MISSING_PAYMENT_INSTRUMENT: 'the management account has no payment method; add one in Billing',
  UPDATE_EXISTING_RESOURCE_POLICY_WITH_TAGS_NOT_SUPPORTED:
    "the organization's resource policy does not allow tags at creation; allow organizations:TagResource in it",
};

/**
 * Whether a request that failed for this reason is worth repeating.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccountStatus.html
 */
export function isTransientFailure(reason: string): boolean {
  return TRANSIENT.has(reason);
}

/** What a person can do about a failure for this reason. */
export function wayOutOf(reason: string): string {
  return WAYS_OUT[reason] ?? 'AWS gives no more than this reason; contact AWS Support if it stays';
}
