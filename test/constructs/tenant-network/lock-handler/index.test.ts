import { EC2Client } from '@aws-sdk/client-ec2';
import { mockClient } from 'aws-sdk-client-mock';
import type { LockRequest } from '../../../../constructs/tenant-network/lock-handler/event';
import { handler } from '../../../../constructs/tenant-network/lock-handler/index';

const ec2 = mockClient(EC2Client);
const send = jest.spyOn(globalThis, 'fetch');

beforeEach(() => {
  ec2.reset();
  send.mockReset().mockResolvedValue(new Response(null, { status: 200 }));
});

describe('handler', () => {
  test.each([
    ['Create', 2],
    ['Update', 2],
    ['Delete', 0],
  ] as const)('answers a %s after %i calls of EC2', async (RequestType, calls) => {
    await handler(aRequest(RequestType));

    expect(ec2.calls()).toHaveLength(calls);
    expect(send).toHaveBeenCalledTimes(1);
  });
});

function aRequest(RequestType: LockRequest['RequestType']): LockRequest {
  return {
    RequestType,
    RequestId: 'request',
    StackId: 'stack',
    LogicalResourceId: 'Lock',
    ResponseURL: 'https://example.com/answer',
    ResourceProperties: { DefaultSecurityGroupId: 'sg-1', Account: '111122223333' },
  };
}
