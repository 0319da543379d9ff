/** The issuer cannot be reached or answers nonsense: says nothing about the caller's token. */
export class IssuerError extends Error {
  public override readonly name = 'IssuerError';
}
