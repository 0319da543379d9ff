/** What a token is made out for. */
export interface SignerInput {
  readonly hostname: string;
  readonly port: number;
  readonly username: string;
  readonly region: string;
}

/** Makes log-in tokens of IAM, which serve as the password of a database user. */
export interface TokenSigner {
  getAuthToken(): Promise<string>;
}

/** Makes the signer of one log-in. */
export type SignerFactory = (input: SignerInput) => Promise<TokenSigner>;

/**
 * A password function that signs a fresh token each time, from the function's own credentials and without a request.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html
 */
export function iamPassword(input: SignerInput, makeSigner: SignerFactory = rdsSigner): () => Promise<string> {
  let signer: Promise<TokenSigner> | undefined;
  return async () => {
    signer ??= makeSigner(input);
    return (await signer).getAuthToken();
  };
}

/** Loads the SDK when it is first needed: a health check that leaves the database alone does not pay for it. */
async function rdsSigner(input: SignerInput): Promise<TokenSigner> {
  const { Signer } = await import('@aws-sdk/rds-signer');
  return new Signer(input);
}
