import type { LockRequest } from './event';

/**
 * Does the work and tells CloudFormation how it ended, so that a failure shows in the stack's events at once
 * and not as a timeout after an hour.
 *
 * @throws Error if CloudFormation cannot be told; Lambda then tries again
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export async function answer(request: LockRequest, work: () => Promise<void>, send: typeof fetch): Promise<void> {
  const outcome = await work().then(
    () => ({ Status: 'SUCCESS' }),
    (error: unknown) => ({ Status: 'FAILED', Reason: String(error) }),
  );
  const { RequestId, StackId, LogicalResourceId, ResourceProperties } = request;
  const PhysicalResourceId = ResourceProperties.DefaultSecurityGroupId;

  const body = JSON.stringify({ ...outcome, RequestId, StackId, LogicalResourceId, PhysicalResourceId });
  // The address is signed for a request without a content type.
  const response = await send(request.ResponseURL, { method: 'PUT', body, headers: { 'content-type': '' } });
  if (!response.ok) throw new Error(`CloudFormation did not take the answer: status ${response.status}`);
}
