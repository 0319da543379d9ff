import { EC2Client, RevokeSecurityGroupEgressCommand, RevokeSecurityGroupIngressCommand } from '@aws-sdk/client-ec2';
import { mockClient } from 'aws-sdk-client-mock';
import { lock } from '../../../../constructs/tenant-network/lock-handler/lock';

const PROPERTIES = { DefaultSecurityGroupId: 'sg-1', Account: '111122223333' };
const ec2 = mockClient(EC2Client);

beforeEach(() => ec2.reset());

describe('lock', () => {
  test('takes away what EC2 lets in and out by default', async () => {
    await lock(new EC2Client({}), PROPERTIES);

    expect(ec2.calls().map(({ args: [{ input }] }) => input)).toEqual([
      {
        GroupId: 'sg-1',
        IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-1', UserId: '111122223333' }] }],
      },
      { GroupId: 'sg-1', IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }] },
    ]);
    expect(ec2.commandCalls(RevokeSecurityGroupIngressCommand)).toHaveLength(1);
    expect(ec2.commandCalls(RevokeSecurityGroupEgressCommand)).toHaveLength(1);
  });

  test('goes on where a rule is gone already', async () => {
    ec2.on(RevokeSecurityGroupIngressCommand).rejects(named('InvalidPermission.NotFound'));

    await lock(new EC2Client({}), PROPERTIES);

    expect(ec2.commandCalls(RevokeSecurityGroupEgressCommand)).toHaveLength(1);
  });

  test('fails where EC2 refuses', async () => {
    ec2.on(RevokeSecurityGroupEgressCommand).rejects(named('UnauthorizedOperation'));

    await expect(lock(new EC2Client({}), PROPERTIES)).rejects.toThrow('UnauthorizedOperation');
  });
});

function named(name: string): Error {
  return Object.assign(new Error(name), { name });
}
