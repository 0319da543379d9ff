import { createHmac } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayAuthorizerResult } from 'aws-lambda';
import { createAuthorizer } from '../../../../constructs/tenant-api/authorizer-handler/authorizer';
import { tokenVerifier } from '../../../../constructs/tenant-api/authorizer-handler/verify-token';
import { lambdaContext } from '../handler/support/api-event';
import { recordLogs } from '../handler/support/test-service';
import { ISSUER, signingKey, TestIssuer, token } from './test-issuer';

const METHOD_ARN = 'arn:aws-cn:execute-api:cn-north-1:111122223333:abcdef1234/live/GET/notes/1';

const key = signingKey('key-1');
const strangersKey = signingKey('key-1');
let issuer: TestIssuer;
let logs: readonly string[];
let authorize: (authorization: string) => Promise<APIGatewayAuthorizerResult>;

beforeEach(() => {
  logs = recordLogs();
  issuer = new TestIssuer(key);
  const authorizer = createAuthorizer({
    verifyToken: tokenVerifier({ issuer: ISSUER, audience: ['other-api', 'tenant-api'] }, issuer),
    logger: new Logger({ serviceName: 'authorizer' }),
  });
  authorize = (authorizationToken) =>
    authorizer({ type: 'TOKEN', methodArn: METHOD_ARN, authorizationToken }, lambdaContext());
});

afterEach(() => jest.restoreAllMocks());

describe('a good token', () => {
  test('opens the stage, and no other, to its subject', async () => {
    expect(await authorize(`Bearer ${token(key)}`)).toEqual({
      principalId: 'user-1',
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Action: 'execute-api:Invoke',
            Effect: 'Allow',
            Resource: 'arn:aws-cn:execute-api:cn-north-1:111122223333:abcdef1234/live/*/*',
          },
        ],
      },
      context: { scope: 'notes.read notes.write' },
    });
  });

  test.each([
    { name: 'an array of scopes', claims: { scope: undefined, scp: ['a', 'b'] }, scope: 'a b' },
    { name: 'no scopes', claims: { scope: undefined }, scope: '' },
  ])('may have $name', async ({ claims, scope }) => {
    expect((await authorize(`Bearer ${token(key, claims)}`)).context).toEqual({ scope });
  });

  test('costs the issuer two questions, however many follow', async () => {
    await authorize(`Bearer ${token(key)}`);
    await authorize(`bearer ${token(key)}`);

    expect(issuer.requests).toEqual([
      'https://login.example.com/.well-known/openid-configuration',
      'https://login.example.com/keys',
    ]);
  });

  test('may be signed with a key the issuer has published since', async () => {
    await authorize(`Bearer ${token(key)}`);
    const newKey = signingKey('key-2');
    Object.assign(issuer.documents, new TestIssuer(key, newKey).documents);

    expect((await authorize(`Bearer ${token(newKey)}`)).principalId).toBe('user-1');
  });
});

describe('a bad token', () => {
  const past = Math.floor(Date.now() / 1_000) - 60;
  const unsigned = token(key, {}, { alg: 'none' }).replace(/[^.]*$/, '');
  // Signed with the public key taken for a shared secret, the classic confusion of algorithms.
  const confused = withHmac(token(key, {}, { alg: 'HS256' }));

  test.each([
    { name: 'expired', authorization: `Bearer ${token(key, { exp: past })}`, reason: 'expired' },
    { name: 'not valid yet', authorization: `Bearer ${token(key, { nbf: past + 600 })}`, reason: 'not valid yet' },
    {
      name: 'for another audience',
      authorization: `Bearer ${token(key, { aud: 'billing' })}`,
      reason: 'made out for another audience',
    },
    {
      name: 'for no audience',
      authorization: `Bearer ${token(key, { aud: undefined })}`,
      reason: 'made out for another audience',
    },
    {
      name: 'of another issuer',
      authorization: `Bearer ${token(key, { iss: 'https://evil.example.com/' })}`,
      reason: 'made out by another issuer',
    },
    {
      name: "signed with a key that is not the issuer's",
      authorization: `Bearer ${token(strangersKey)}`,
      reason: 'signature does not fit',
    },
    {
      name: 'signed with an unknown key',
      authorization: `Bearer ${token(signingKey('key-9'))}`,
      reason: 'signed with a key the issuer does not publish',
    },
    { name: 'unsigned', authorization: `Bearer ${unsigned}`, reason: 'no bearer token' },
    {
      name: 'of algorithm "none" with a signature',
      authorization: `Bearer ${unsigned}x`,
      reason: 'signed with an algorithm that is not accepted',
    },
    {
      name: 'of algorithm "HS256"',
      authorization: `Bearer ${confused}`,
      reason: 'signed with an algorithm that is not accepted',
    },
    { name: 'without a subject', authorization: `Bearer ${token(key, { sub: '' })}`, reason: 'names no subject' },
    { name: 'without "Bearer"', authorization: token(key), reason: 'no bearer token' },
    { name: 'not a token', authorization: 'Bearer a.b.c', reason: 'not a JSON web token' },
    { name: 'empty', authorization: '', reason: 'no bearer token' },
  ])('is refused if $name', async ({ authorization, reason }) => {
    await expect(authorize(authorization)).rejects.toThrow(new Error('Unauthorized'));

    expect(logs).toHaveLength(1);
    expect(JSON.parse(logs[0] ?? '')).toMatchObject({ level: 'INFO', message: 'request refused', reason });
  });

  test('is never written to the logs', async () => {
    const bad = token(strangersKey, { email: 'jane@example.com' });
    await expect(authorize(`Bearer ${bad}`)).rejects.toThrow('Unauthorized');

    for (const part of [...bad.split('.'), 'user-1', 'jane@example.com']) expect(logs.join()).not.toContain(part);
  });
});

describe('an issuer in trouble', () => {
  test.each(['discovery', 'keys'] as const)('is not the fault of the token if its %s cannot be read', async (what) => {
    issuer.disconnect(what);

    await expect(authorize(`Bearer ${token(key)}`)).rejects.toMatchObject({ name: 'IssuerError' });
    expect(logs.map((line) => JSON.parse(line))).toMatchObject([
      { level: 'ERROR', message: 'issuer cannot be asked', error: { name: 'IssuerError' } },
    ]);
    expect(logs.join()).not.toContain(token(key).split('.')[0]);
  });

  test('is asked again at the next request', async () => {
    const documents = { ...issuer.documents };
    issuer.disconnect('discovery');
    await expect(authorize(`Bearer ${token(key)}`)).rejects.toThrow(
      'cannot read "https://login.example.com/.well-known/openid-configuration"',
    );

    Object.assign(issuer.documents, documents);
    expect((await authorize(`Bearer ${token(key)}`)).principalId).toBe('user-1');
  });

  test.each([
    {
      name: 'speaks for another issuer',
      document: { issuer: 'https://evil.example.com/', jwks_uri: 'https://login.example.com/keys' },
      message:
        '"https://login.example.com/.well-known/openid-configuration" speaks for issuer "https://evil.example.com/", expected "https://login.example.com/"',
    },
    {
      name: 'publishes its keys without encryption',
      document: { issuer: ISSUER, jwks_uri: 'http://login.example.com/keys' },
      message:
        '"https://login.example.com/.well-known/openid-configuration" names "http://login.example.com/keys" as the place of the keys, expected an https address',
    },
  ])('is not believed if it $name', async ({ document, message }) => {
    issuer.describe(document);

    await expect(authorize(`Bearer ${token(key)}`)).rejects.toThrow(message);
  });
});

function withHmac(original: string): string {
  const signed = original.slice(0, original.lastIndexOf('.'));
  const secret = key.publicKey.export({ type: 'spki', format: 'pem' });
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
