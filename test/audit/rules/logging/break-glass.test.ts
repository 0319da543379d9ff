import { UNKNOWN, found, perhaps, who } from '../found';

const TARGETS = [{ Id: 'people', Arn: { 'Fn::Sub': 'arn:aws:sns:eu-central-1:${AWS::AccountId}:people' } }];
const Role = {
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: 'break-glass',
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { AWS: 'arn:aws:iam::100000000002:user/break-glass-1' },
        },
      ],
    },
  },
};

/** What is found of an alarm on the role. */
function judged(changes: object, resource: object = {}): string[] {
  const EventPattern = { detail: { requestParameters: { roleArn: [{ 'Fn::GetAtt': ['Role', 'Arn'] }] } } };
  const Properties = { EventPattern, Targets: TARGETS, ...changes };
  const Resources = { Role, Alarm: { Type: 'AWS::Events::Rule', Properties, ...resource } };
  return found('logging/break-glass', { access: { template: { ...UNKNOWN, Resources } } });
}

test.each([
  ['on by default', {}],
  ['on', { State: 'ENABLED' }],
  ['on for all calls', { State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' }],
  ['on, whatever is chosen', { State: perhaps('ENABLED') }],
])('an alarm that is %s is one', (_, changes) => {
  expect(judged(changes)).toEqual([]);
});

test.each([
  ['is', 'DISABLED'],
  ['may be', perhaps('ENABLED', 'DISABLED')],
  ['may be', who],
])('an alarm that %s turned off is none', (_, State) => {
  expect(judged({ State })).toEqual([
    'access Alarm Properties.State: the alarm on the break-glass role may be turned off',
  ]);
});

test.each([
  ['nobody', []],
  ['nobody, if it is so chosen', perhaps(TARGETS)],
])('an alarm that tells %s is none', (_, Targets) => {
  expect(judged({ Targets })).toEqual([
    'access Alarm Properties.Targets: the alarm on the break-glass role may tell nobody',
  ]);
});

test('an alarm that may be left out is none', () => {
  expect(judged({}, { Condition: 'Perhaps' })).toEqual([
    'access Alarm Condition: the alarm on the break-glass role may be left out of a deployment',
  ]);
});
