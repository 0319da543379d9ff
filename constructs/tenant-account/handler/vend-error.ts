/** Why an account cannot be had; each with what to do about it. */
export type VendErrorCode =
  | 'AccountNotActive'
  | 'AccountNotCreated'
  | 'AccountOfAnotherTenant'
  | 'AccountChanged'
  | 'RegionChanged'
  | 'SeveralAccounts'
  | 'UnitMissing';

/** AWS does not give the tenant an account, and trying again without a change will not help. */
export class VendError extends Error {
  public override readonly name = 'VendError';

  public constructor(
    public readonly code: VendErrorCode,
    /** What is wrong and what to do; lower case, no final period. */
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
