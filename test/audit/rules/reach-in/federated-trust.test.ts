import { found } from '../found';

const GITHUB = 'token.actions.githubusercontent.com';
const judged = (Condition: object) => {
  const AssumeRolePolicyDocument = {
    Statement: [
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRoleWithWebIdentity',
        Principal: { Federated: { 'Fn::Sub': `arn:aws:iam::\${AWS::AccountId}:oidc-provider/${GITHUB}` } },
        Condition,
      },
    ],
  };
  const Resources = { Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument } } };
  return found('reach-in/federated-trust', { access: { template: { Resources } } }).map((each) => each.split(': ')[0]);
};
const PLACE = 'access Role Properties.AssumeRolePolicyDocument.Statement.0.Condition';

test.each([
  'repo:acme/orders:*',
  'repo:acme/*:ref:refs/heads/main',
  'repo:acme/orders:environment:live',
  'organization:acme:project:*',
])('a subject of one owner is named: %s', (subject) => {
  expect(judged({ StringLike: { [`${GITHUB}:sub`]: subject } })).toEqual([]);
});

test.each(['*', 'repo:*', 'repo:*/orders:*', 'repo:acme*/orders:*', 'repo:acm?/orders:*', 'organization:*:project:x'])(
  'a subject of owners that begin alike is not: %s',
  (subject) => {
    expect(judged({ StringLike: { [`${GITHUB}:sub`]: subject } })).toEqual([`${PLACE}.StringLike.${GITHUB}:sub`]);
  },
);

test('that there is a subject says nothing of whose it is', () => {
  expect(judged({ Null: { [`${GITHUB}:sub`]: 'false' } })).toEqual([`${PLACE}.Null.${GITHUB}:sub`]);
});
