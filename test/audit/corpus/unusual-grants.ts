import { type Mutation, add, changeTrust, group, set, trust } from './mutation';

const OTHER = '100000000012';
const STRANGER = '444455556666';
const OWN = '100000000011';

/** A call of the AWS SDK, as CDK's `AwsCustomResource` writes it. */
const call = (service: string, action: string, parameters: object) =>
  add(
    'Custom::AWS',
    {
      ServiceToken: { 'Fn::GetAtt': ['ApiHandler', 'Arn'] },
      Create: JSON.stringify({ service, action, parameters }),
    },
    'Properties.Create',
  );
const signedIn = (provider: string, Condition: object, path: string) =>
  trust({ Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: provider }, Condition }, path);
const GITHUB = `arn:aws:iam::${OWN}:oidc-provider/token.actions.githubusercontent.com`;

/** Ways to let somebody in that have a spelling of their own. */
export const UNUSUAL_GRANTS: readonly Mutation[] = [
  ...group('reach-in/sharing', 'acme/Service', {
    'a search collection, to another account': add(
      'AWS::OpenSearchServerless::AccessPolicy',
      {
        Name: 'x',
        Type: 'data',
        Policy: JSON.stringify([
          {
            Rules: [{ ResourceType: 'index', Resource: ['index/*/*'], Permission: ['aoss:*'] }],
            Principal: [`arn:aws:iam::${STRANGER}:role/x`],
          },
        ]),
      },
      'Properties.Policy',
    ),
    "a search collection, to another account's users": add(
      'AWS::OpenSearchServerless::AccessPolicy',
      {
        Name: 'x',
        Type: 'data',
        Policy: JSON.stringify([{ Rules: [], Principal: [`saml/${STRANGER}/okta/user/x`] }]),
      },
      'Properties.Policy',
    ),
    'a data lake, to all principals of another account': add(
      'AWS::LakeFormation::PrincipalPermissions',
      {
        Principal: { DataLakePrincipalIdentifier: `${STRANGER}:IAMPrincipals` },
        Permissions: ['ALL'],
        PermissionsWithGrantOption: [],
        Resource: {},
      },
      'Properties.Principal.DataLakePrincipalIdentifier',
    ),
    'a data set, to a user of another account': add(
      'AWS::QuickSight::DataSet',
      {
        Permissions: [
          { Principal: `arn:aws:quicksight:eu-central-1:${STRANGER}:user/default/x`, Actions: ['quicksight:*'] },
        ],
      },
      'Properties.Permissions.0.Principal',
    ),
    'a function, to everybody, by a call': call('Lambda', 'addPermission', {
      Action: 'lambda:InvokeFunction',
      Principal: '*',
    }),
    'a key, to another account, by a grant': call('KMS', 'createGrant', {
      GranteePrincipal: `arn:aws:iam::${OTHER}:root`,
      Operations: ['Decrypt'],
    }),
    'a bucket, to everybody, by a list of access': call('S3', 'putBucketAcl', { Bucket: 'x', ACL: 'public-read' }),
    'mail in a bucket, to everybody, by a list of access': add(
      'AWS::IoT::TopicRule',
      { TopicRulePayload: { Sql: 'x', Actions: [{ S3: { Key: 'x', CannedAcl: 'public-read' } }] } },
      'Properties.TopicRulePayload.Actions.0.S3.CannedAcl',
    ),
  }),
  ...group('reach-in/federated-trust', 'acme/Access', {
    'all users of Google who sign in to one application': signedIn(
      'accounts.google.com',
      { StringEquals: { 'accounts.google.com:aud': 'x' } },
      'Condition',
    ),
    'callers who have not signed in to an identity pool': signedIn(
      'cognito-identity.amazonaws.com',
      {
        StringEquals: { 'cognito-identity.amazonaws.com:aud': 'eu-central-1:x' },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'unauthenticated' },
      },
      'Condition.ForAnyValue:StringLike.cognito-identity.amazonaws.com:amr',
    ),
    'a subject only if there is one': signedIn(
      GITHUB,
      {
        StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
        'ForAllValues:StringEquals': { 'token.actions.githubusercontent.com:sub': 'repo:a/b:ref:refs/heads/main' },
      },
      'Condition.ForAllValues:StringEquals.token.actions.githubusercontent.com:sub',
    ),
  }),
  ...group('reach-in/trust-conditions', 'acme/Access', {
    'the id of another organization': changeTrust('ReadOnly', (statement) => {
      statement.Condition.StringEquals['aws:PrincipalOrgID'] = 'o-zzzzzzzzzz';
      return 'Condition.StringEquals.aws:PrincipalOrgID';
    }),
    'the id of another organization beside the own': changeTrust('ReadOnly', (statement) => {
      statement.Condition.StringEquals['aws:PrincipalOrgID'] = ['o-a1b2c3d4e5', 'o-zzzzzzzzzz'];
      return 'Condition.StringEquals.aws:PrincipalOrgID';
    }),
    'a second external id': changeTrust('ReadOnly', (statement) => {
      const { 'sts:ExternalId': id } = statement.Condition.StringEquals;
      statement.Condition.StringEquals['sts:ExternalId'] = [id, 'globex'];
      return 'Condition.StringEquals.sts:ExternalId';
    }),
    'external ids of a pattern that the own one has': changeTrust('ReadOnly', (statement) => {
      const { 'sts:ExternalId': id, ...rest } = statement.Condition.StringEquals;
      statement.Condition = { StringEquals: rest, StringLike: { 'sts:ExternalId': `${String(id).slice(0, 4)}*` } };
      return 'Condition.StringLike.sts:ExternalId';
    }),
  }),
  ...group('reach-in/role-trust', 'acme/Access', {
    'accounts by a number they are less than': trust(
      { Principal: { AWS: '*' }, Condition: { NumericLessThan: { 'aws:PrincipalAccount': OWN } } },
      'Principal.AWS',
    ),
    'a condition whose operator is none': trust(
      { Principal: { AWS: '*' }, Condition: { StringEqual: { 'aws:PrincipalAccount': OWN } } },
      'Principal.AWS',
    ),
  }),
  ...group('reach-in/endpoint-policy', 'acme/Network', {
    'an endpoint without a policy': set('AWS::EC2::VPCEndpoint', 'Properties.PolicyDocument', undefined),
  }),
  ...group('public/exposed-property', 'acme/Service', {
    'an identity pool for everybody with an account elsewhere': add(
      'AWS::Cognito::IdentityPool',
      { AllowUnauthenticatedIdentities: false, SupportedLoginProviders: { 'graph.facebook.com': '123456' } },
      'Properties.SupportedLoginProviders',
    ),
    'a guard that a call takes off': call('S3', 'putPublicAccessBlock', {
      PublicAccessBlockConfiguration: { BlockPublicPolicy: false },
    }),
    'a guard of a secret that is off': add(
      'AWS::SecretsManager::ResourcePolicy',
      { SecretId: 'x', BlockPublicPolicy: false, ResourcePolicy: { Statement: [] } },
      'Properties.BlockPublicPolicy',
    ),
  }),
];
