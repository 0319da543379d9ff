import { EC2Client } from '@aws-sdk/client-ec2';
import { answer } from './answer';
import type { LockRequest } from './event';
import { lock } from './lock';

const ec2 = new EC2Client({});

/**
 * Custom resource that keeps the default security group of a VPC empty.
 *
 * Deleting the resource leaves the group as it is: it goes with its VPC, and until then nothing is won by opening it.
 */
export async function handler(request: LockRequest): Promise<void> {
  const work = request.RequestType === 'Delete' ? () => Promise.resolve() : () => lock(ec2, request.ResourceProperties);
  await answer(request, work, fetch);
}
