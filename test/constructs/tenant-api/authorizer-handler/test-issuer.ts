import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { FetchError } from 'aws-jwt-verify/error';
import type { Fetcher } from 'aws-jwt-verify/https';

/** Address of the issuer. */
export const ISSUER = 'https://login.example.com/';

const DISCOVERY = 'https://login.example.com/.well-known/openid-configuration';
const KEYS = 'https://login.example.com/keys';

/** A key a token can be signed with. */
export interface SigningKey {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** Makes an RSA key. */
export function signingKey(id: string): SigningKey {
  return { id, ...generateKeyPairSync('rsa', { modulusLength: 2048 }) };
}

/** An issuer of tokens without a network. */
export class TestIssuer implements Fetcher {
  /** Addresses asked for, in order. */
  public readonly requests: string[] = [];
  public readonly documents: Record<string, unknown>;

  public constructor(...keys: readonly SigningKey[]) {
    this.documents = {
      [DISCOVERY]: { issuer: ISSUER, jwks_uri: KEYS },
      [KEYS]: {
        keys: keys.map(({ id, publicKey }) => ({
          ...publicKey.export({ format: 'jwk' }),
          kid: id,
          alg: 'RS256',
          use: 'sig',
        })),
      },
    };
  }

  /** Takes an address off the network. */
  public disconnect(what: 'discovery' | 'keys'): void {
    delete this.documents[what === 'discovery' ? DISCOVERY : KEYS];
  }

  /** Changes what the issuer says of itself. */
  public describe(document: Readonly<Record<string, unknown>>): void {
    this.documents[DISCOVERY] = document;
  }

  public async fetch(address: string): Promise<ArrayBuffer> {
    this.requests.push(address);
    const document = this.documents[address];
    if (document === undefined) throw new FetchError(address, 'connect ECONNREFUSED');
    return new TextEncoder().encode(JSON.stringify(document)).buffer;
  }
}

/** A token as the issuer gives it to user `user-1` of the API, valid for five minutes. */
export function token(
  key: SigningKey,
  claims: Readonly<Record<string, unknown>> = {},
  header: Readonly<Record<string, unknown>> = {},
): string {
  const now = Math.floor(Date.now() / 1_000);
  const parts = [
    { alg: 'RS256', typ: 'JWT', kid: key.id, ...header },
    {
      iss: ISSUER,
      aud: 'tenant-api',
      sub: 'user-1',
      scope: 'notes.read notes.write',
      iat: now,
      exp: now + 300,
      ...claims,
    },
  ];
  const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key.privateKey).toString('base64url')}`;
}
