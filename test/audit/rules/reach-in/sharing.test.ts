import { UNKNOWN, found, perhaps } from '../found';

const OWN = 'arn:aws:sns:eu-central-1:111111111111:orders';
const judged = (narrowed: object, Parameters: object = UNKNOWN.Parameters) => {
  const Properties = {
    Action: 'lambda:InvokeFunction',
    FunctionName: 'x',
    Principal: 'sns.amazonaws.com',
    ...narrowed,
  };
  const Resources = { Permission: { Type: 'AWS::Lambda::Permission', Properties } };
  return found('reach-in/sharing', { web: { template: { ...UNKNOWN, Parameters, Resources } } });
};

test.each([
  ['SourceArn', { SourceArn: OWN }],
  ['SourceAccount', { SourceAccount: { Ref: 'AWS::AccountId' } }],
  ['one of both', { SourceArn: 'arn:aws:s3:::orders', SourceAccount: '111111111111' }],
])('a service that works for the own account by %s may invoke a function', (_, narrowed) => {
  expect(judged(narrowed)).toEqual([]);
});

test.each([
  ['another choice', { SourceArn: perhaps(OWN, 'arn:aws:s3:::orders') }, UNKNOWN.Parameters],
  ['another value of a parameter', { SourceArn: { Ref: 'Who' } }, { Who: { Type: 'String', Default: OWN } }],
])('a service that may work for others by %s may not', (_, narrowed, parameters) => {
  expect(judged(narrowed, parameters)).toEqual([
    "web Permission Properties.SourceArn: sns.amazonaws.com may invoke the function for whomever it works: SourceArn names no account of the tenant's",
  ]);
});
