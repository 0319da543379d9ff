import { UNKNOWN, found, perhaps } from '../found';

const list = (cidr: string) => ({ Type: 'AWS::EC2::PrefixList', Properties: { Entries: [{ Cidr: cidr }] } });
const judged = (SourcePrefixListId: unknown) => {
  const Ingress = {
    Type: 'AWS::EC2::SecurityGroupIngress',
    Properties: { GroupId: 'x', IpProtocol: 'tcp', SourcePrefixListId },
  };
  const Resources = { Private: list('10.0.0.0/8'), Public: list('0.0.0.0/0'), Ingress };
  return found('public/open-security-group', { network: { template: { ...UNKNOWN, Resources } } });
};

test('an own list of private addresses opens nothing', () => {
  expect(judged({ Ref: 'Private' })).toEqual([]);
});

test.each([
  ['', { Ref: 'Public' }],
  [', if it is so chosen', perhaps({ Ref: 'Private' }, { Ref: 'Public' })],
])('an own list of all addresses opens the group%s', (_, node) => {
  expect(judged(node)).toEqual([
    expect.stringMatching(/^network Ingress Properties\.SourcePrefixListId: .*0\.0\.0\.0\/0 of <Public\.Ref>/),
  ]);
});
