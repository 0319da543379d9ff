import type { Fetcher } from 'aws-jwt-verify/https';
import { IssuerError } from './issuer-error';

/**
 * Asks an issuer where it publishes the keys that its tokens are signed with.
 *
 * @throws IssuerError if the issuer does not answer, is another one, or publishes its keys without TLS
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig
 */
export async function discoverKeyAddress(issuer: string, fetcher: Fetcher): Promise<string> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const document = await fetchJson(address, fetcher);

  if (document['issuer'] !== issuer) {
    throw new IssuerError(`"${address}" speaks for issuer "${String(document['issuer'])}", expected "${issuer}"`);
  }
  const keys = document['jwks_uri'];
  if (typeof keys !== 'string' || !URL.canParse(keys) || new URL(keys).protocol !== 'https:') {
    throw new IssuerError(`"${address}" names "${String(keys)}" as the place of the keys, expected an https address`);
  }
  return keys;
}

async function fetchJson(address: string, fetcher: Fetcher): Promise<Readonly<Record<string, unknown>>> {
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder().decode(await fetcher.fetch(address)));
  } catch (error) {
    throw new IssuerError(`cannot read "${address}"`, { cause: error });
  }
  if (!isObject(document)) throw new IssuerError(`"${address}" is not a JSON object`);
  return document;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
