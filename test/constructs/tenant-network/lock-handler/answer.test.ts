import { answer } from '../../../../constructs/tenant-network/lock-handler/answer';
import type { LockRequest } from '../../../../constructs/tenant-network/lock-handler/event';

const REQUEST: LockRequest = {
  RequestType: 'Create',
  RequestId: 'request',
  StackId: 'stack',
  LogicalResourceId: 'Lock',
  ResponseURL: 'https://example.com/answer',
  ResourceProperties: { DefaultSecurityGroupId: 'sg-1', Account: '111122223333' },
};
const NAMES = { RequestId: 'request', StackId: 'stack', LogicalResourceId: 'Lock', PhysicalResourceId: 'sg-1' };

describe('answer', () => {
  test('tells CloudFormation that the work is done', async () => {
    const { sent, send } = aRecorder(200);

    await answer(REQUEST, () => Promise.resolve(), send);

    expect(sent).toEqual([['https://example.com/answer', 'PUT', { Status: 'SUCCESS', ...NAMES }]]);
  });

  test('tells CloudFormation why the work failed', async () => {
    const { sent, send } = aRecorder(200);

    await answer(REQUEST, () => Promise.reject(new Error('not allowed')), send);

    expect(sent).toEqual([
      ['https://example.com/answer', 'PUT', { Status: 'FAILED', Reason: 'Error: not allowed', ...NAMES }],
    ]);
  });

  test('fails where CloudFormation does not take the answer, so that Lambda tries again', async () => {
    const { send } = aRecorder(503);

    await expect(answer(REQUEST, () => Promise.resolve(), send)).rejects.toThrow(
      new Error('CloudFormation did not take the answer: status 503'),
    );
  });
});

function aRecorder(status: number) {
  const sent: unknown[] = [];
  const send: typeof fetch = (url, init) => {
    sent.push([url, init?.method, typeof init?.body === 'string' ? JSON.parse(init.body) : undefined]);
    return Promise.resolve(new Response(null, { status }));
  };
  return { sent, send };
}
