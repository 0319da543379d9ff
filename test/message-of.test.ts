import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runInNewContext } from 'node:vm';
import { ListRootsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { messageOf } from '../lib/message-of';

const CREDENTIALS = { accessKeyId: 'a', secretAccessKey: 'b' };

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
}

/** What clients are told by something that is not AWS: no body, as a proxy that refuses sends it. */
async function answeredBy(status: number, call: (endpoint: string) => Promise<unknown>): Promise<unknown> {
  const proxy = createServer((_, response) => response.writeHead(status).end());
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  try {
    return await failureOf(call(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}`));
  } finally {
    proxy.close();
  }
}

describe('what went wrong, for people', () => {
  test.each([
    [
      'JSON',
      (endpoint: string) =>
        new OrganizationsClient({ region: 'us-east-1', endpoint, credentials: CREDENTIALS }).send(
          new ListRootsCommand({}),
        ),
    ],
    [
      'XML',
      (endpoint: string) =>
        new STSClient({ region: 'us-east-1', endpoint, credentials: CREDENTIALS }).send(
          new GetCallerIdentityCommand({}),
        ),
    ],
  ])('names the status where AWS was to speak %s and something else has answered', async (_, call) => {
    expect(messageOf(await answeredBy(404, call))).toBe(
      'HTTP status 404 without a word from AWS: look at the proxy, or at what AWS_ENDPOINT_URL names',
    );
  });

  test('names every address that was tried', () => {
    const refused = ['::1', '127.0.0.1'].map((address) => new Error(`connect ECONNREFUSED ${address}:5000`));

    expect(messageOf(new AggregateError(refused))).toBe(
      'connect ECONNREFUSED ::1:5000; connect ECONNREFUSED 127.0.0.1:5000',
    );
  });

  test('is what AWS says', async () => {
    const denied = Object.assign(new Error('User is not authorized'), { $metadata: { httpStatusCode: 403 } });

    expect(messageOf(denied)).toBe('User is not authorized');
  });

  test('is what the error says of itself, also where it has others in it, or is of another realm', () => {
    expect(messageOf(new AggregateError([new Error('one'), new Error('other')], 'two failed'))).toBe('two failed');
    expect(messageOf(runInNewContext('new Error("elsewhere")'))).toBe('elsewhere');
    expect(messageOf(new Error('Unknown'))).toBe('Unknown');
  });

  test('names the status where the SDK found no text in the answer', () => {
    expect(messageOf(Object.assign(new Error(''), { $metadata: { httpStatusCode: 502 } }))).toMatch(
      /^HTTP status 502 /,
    );
  });

  test('is the thing itself where no error was thrown', () => {
    expect(messageOf('no more')).toBe('no more');
  });
});
