import {
  type EC2Client,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import type { LockProperties } from './event';

/**
 * Takes the rules away that EC2 gives every default security group: all traffic from itself and to anywhere.
 *
 * Safe to repeat: a rule that is already gone is what was wanted.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
 */
export async function lock(ec2: EC2Client, { DefaultSecurityGroupId, Account }: LockProperties): Promise<void> {
  const itself = [{ GroupId: DefaultSecurityGroupId, UserId: Account }];
  const ingress = [{ IpProtocol: '-1', UserIdGroupPairs: itself }];
  const egress = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];

  await unlessGone(
    ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId: DefaultSecurityGroupId, IpPermissions: ingress })),
  );
  await unlessGone(
    ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId: DefaultSecurityGroupId, IpPermissions: egress })),
  );
}

async function unlessGone(revoked: Promise<unknown>): Promise<void> {
  try {
    await revoked;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'InvalidPermission.NotFound') throw error;
  }
}
