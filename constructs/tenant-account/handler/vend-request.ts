/** Tag that says which tenant an account belongs to: the truth about whose account it is. */
export const TENANT_TAG = 'tenantry:tenant-id';

/** The account a tenant is to have. */
export interface VendRequest {
  readonly tenantId: string;
  /** Name of the account; names the tenant and no other, because requests in progress are known by it. */
  readonly accountName: string;
  /** Address of the root user. */
  readonly email: string;
  /** Role that Organizations makes in the account, with full access for the management account. */
  readonly roleName: string;
  /** Tags of the account beside {@link TENANT_TAG}. */
  readonly tags: Readonly<Record<string, string>>;
  /** Accounts known to belong to other tenants, whose tags need not be read. */
  readonly accountsOfOthers: ReadonlySet<string>;
}

/** The account a tenant has. */
export interface VendedAccount {
  readonly accountId: string;
  /** Whether it was there already, wholly or in the making. */
  readonly how: 'created' | 'resumed' | 'adopted' | 'found';
}

/** How vending goes; data for messages. */
export type VendEvent =
  | { readonly type: 'requested'; readonly email: string }
  | { readonly type: 'waitingForSlot'; readonly inProgress: number }
  | { readonly type: 'inProgress'; readonly requestId: string }
  | { readonly type: 'failedForNow'; readonly reason: string }
  | { readonly type: 'adopted'; readonly accountId: string };
