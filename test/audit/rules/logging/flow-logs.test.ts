import { UNKNOWN, found, perhaps } from '../found';

const judged = (ResourceId: unknown) => {
  const vpc = { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.1.0.0/22' } };
  const Log = { Type: 'AWS::EC2::FlowLog', Properties: { ResourceId, ResourceType: 'VPC', TrafficType: 'ALL' } };
  const template = { ...UNKNOWN, Resources: { One: vpc, Two: vpc, Log } };
  return found('logging/flow-logs', { network: { template } }).map((each) => each.split(' ')[1]);
};

test('a flow log is of the network that it names', () => {
  expect(judged({ Ref: 'One' })).toEqual(['Two']);
});

test('a flow log that may be of another network is of none', () => {
  expect(judged(perhaps({ Ref: 'One' }, { Ref: 'Two' }))).toEqual(['One', 'Two']);
});
