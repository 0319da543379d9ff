/** Something made of a tenant's id, and how long AWS lets it be. */
interface IdUse {
  readonly becomes: string;
  /** Characters Tenantry puts around the id at most. */
  readonly affix: string;
  readonly limit: number;
}

/**
 * What a tenant's id becomes.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html account name: 50
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html role name: 64
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html stack name: 128
 * @see https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4 DNS label: 63
 */
export const ID_USES: readonly IdUse[] = [
  { becomes: 'an AWS account name', affix: 'tenantry-', limit: 50 },
  { becomes: 'an IAM role name', affix: 'tenantry--break-glass', limit: 64 },
  { becomes: 'a DNS label', affix: '', limit: 63 },
  { becomes: 'a stack name', affix: '-Observability', limit: 128 },
];

/** The use that leaves the fewest characters for the id. */
export const TIGHTEST_ID_USE = ID_USES.reduce((tightest, use) => (room(use) < room(tightest) ? use : tightest));

/** Most characters of a tenant's id. */
export const MAX_ID_LENGTH = room(TIGHTEST_ID_USE);

function room({ limit, affix }: IdUse): number {
  return limit - affix.length;
}
