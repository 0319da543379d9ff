import { type Mutation, add, changeTrust, first, group, set, trust } from './mutation';

const OTHER = '100000000012';
const STRANGER = '999999999999';
const OPERATOR = '100000000002';
const ORGANIZATION = 'o-a1b2c3d4e5';
const OWN = '100000000011';

/** A policy with one statement. */
const policy = (statement: object) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', ...statement }],
});
const other = { AWS: `arn:aws:iam::${OTHER}:root` };
const P = 'Properties.PolicyDocument.Statement.0.Principal.AWS';

/** Whom roles let in. */
const TRUST: Mutation[] = [
  ...group('reach-in/role-trust', 'acme/Access', {
    'another tenant': trust({ Principal: { AWS: `arn:aws:iam::${OTHER}:root` } }, 'Principal.AWS'),
    'another tenant by its id alone': trust({ Principal: { AWS: OTHER } }, 'Principal.AWS'),
    "another tenant's deployment role, as CDK writes it": trust(
      {
        Principal: {
          AWS: {
            'Fn::Join': [
              '',
              ['arn:', { Ref: 'AWS::Partition' }, `:iam::${OTHER}:role/cdk-hnb659fds-deploy-role-${OTHER}-eu-west-1`],
            ],
          },
        },
      },
      'Principal.AWS',
    ),
    'another tenant in a list': trust(
      { Principal: { AWS: [`arn:aws:iam::${OWN}:root`, `arn:aws:iam::${OTHER}:role/x`] } },
      'Principal.AWS.1',
    ),
    'another tenant through Fn::Sub': trust(
      { Principal: { AWS: { 'Fn::Sub': `arn:\${AWS::Partition}:iam::${OTHER}:root` } } },
      'Principal.AWS',
    ),
    'another tenant through Fn::Sub with variables': trust(
      { Principal: { AWS: { 'Fn::Sub': ['arn:aws:iam::${Account}:root', { Account: OTHER }] } } },
      'Principal.AWS',
    ),
    'another tenant in one branch of Fn::If': (template) => {
      template.Conditions = { ...template.Conditions, Perhaps: { 'Fn::Equals': [{ Ref: 'Switch' }, 'on'] } };
      template.Parameters = { ...template.Parameters, Switch: { Type: 'String', Default: 'off' } };
      return trust(
        { Principal: { AWS: { 'Fn::If': ['Perhaps', `arn:aws:iam::${OTHER}:root`, `arn:aws:iam::${OWN}:root`] } } },
        'Principal.AWS',
      )(template);
    },
    'another tenant by a mapping': (template) => {
      template.Mappings = {
        ...template.Mappings,
        Accounts: { 'eu-central-1': { Peer: OTHER }, 'us-east-1': { Peer: OWN } },
      };
      return trust(
        { Principal: { AWS: { 'Fn::FindInMap': ['Accounts', { Ref: 'AWS::Region' }, 'Peer'] } } },
        'Principal.AWS',
      )(template);
    },
    'another tenant by Fn::Select': trust({ Principal: { AWS: { 'Fn::Select': [1, [OWN, OTHER]] } } }, 'Principal.AWS'),
    'another tenant by Fn::Split': trust(
      { Principal: { AWS: { 'Fn::Select': ['1', { 'Fn::Split': [',', `${OWN},${OTHER}`] }] } } },
      'Principal.AWS',
    ),
    'an account of no one': trust({ Principal: { AWS: STRANGER } }, 'Principal.AWS'),
    everybody: trust({ Principal: '*' }, 'Principal'),
    'everybody, under AWS': trust({ Principal: { AWS: '*' } }, 'Principal.AWS'),
    'everybody, under AWS in a list': trust({ Principal: { AWS: ['*'] } }, 'Principal.AWS.0'),
    'everybody in the organization': trust(
      { Principal: { AWS: '*' }, Condition: { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } } },
      'Principal.AWS',
    ),
    'everybody with an external id, which the caller chooses': trust(
      { Principal: { AWS: '*' }, Condition: { StringEquals: { 'sts:ExternalId': 'acme' } } },
      'Principal.AWS',
    ),
    'everybody but one': trust({ NotPrincipal: { AWS: `arn:aws:iam::${OTHER}:root` } }, 'NotPrincipal'),
    'all of the operator account': trust(
      {
        Principal: { AWS: `arn:aws:iam::${OPERATOR}:root` },
        Condition: { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION, 'sts:ExternalId': 'tenantry-acme' } },
      },
      'Principal.AWS',
    ),
    'a role of the operator nobody has named': trust(
      { Principal: { AWS: `arn:aws:iam::${OPERATOR}:role/Intern` } },
      'Principal.AWS',
    ),
    'the management account': trust({ Principal: { AWS: 'arn:aws:iam::100000000001:root' } }, 'Principal.AWS'),
    'a deleted principal': trust({ Principal: { AWS: 'AROAEXAMPLEEXAMPLE123' } }, 'Principal.AWS'),
    'whomever a parameter names': (template) => {
      template.Parameters = { ...template.Parameters, Who: { Type: 'String', Default: `arn:aws:iam::${OWN}:root` } };
      return trust({ Principal: { AWS: { Ref: 'Who' } } }, 'Principal.AWS')(template);
    },
    'one of the values a parameter allows': (template) => {
      template.Parameters = {
        ...template.Parameters,
        Who: { Type: 'String', AllowedValues: [OWN, OTHER], Default: OWN },
      };
      return trust({ Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${Who}:root' } } }, 'Principal.AWS')(template);
    },
    'whomever a dynamic reference names': trust({ Principal: { AWS: '{{resolve:ssm:/peer/role}}' } }, 'Principal.AWS'),
    'whomever an import names': trust({ Principal: { AWS: { 'Fn::ImportValue': 'somebody' } } }, 'Principal.AWS'),
    'a condition that holds without its key': trust(
      { Principal: { AWS: '*' }, Condition: { StringEqualsIfExists: { 'aws:PrincipalAccount': OWN } } },
      'Principal.AWS',
    ),
    'a negated condition': trust(
      { Principal: { AWS: '*' }, Condition: { StringNotEquals: { 'aws:PrincipalAccount': STRANGER } } },
      'Principal.AWS',
    ),
    'a condition on all values of none': trust(
      { Principal: { AWS: '*' }, Condition: { 'ForAllValues:StringEquals': { 'aws:PrincipalAccount': OWN } } },
      'Principal.AWS',
    ),
    'a tag the caller gives itself': trust(
      { Principal: { AWS: '*' }, Condition: { StringEquals: { 'aws:PrincipalTag/tenant': 'acme' } } },
      'Principal.AWS',
    ),
    'an address anybody can have': trust(
      { Principal: { AWS: '*' }, Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } },
      'Principal.AWS',
    ),
    'the wrong organization': trust(
      { Principal: { AWS: '*' }, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' } } },
      'Principal.AWS',
    ),
    'another partition': trust({ Principal: { AWS: `arn:aws-cn:iam::${STRANGER}:root` } }, 'Principal.AWS'),
    'all roles of a name in any account': trust(
      { Principal: { AWS: '*' }, Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/deployer' } } },
      'Principal.AWS',
    ),
    'a service that is none': trust({ Principal: { Service: 'lambda.example.com' } }, 'Principal.Service'),
    'the policy as a text': (template) => {
      const [logicalId, role] = first(template, 'AWS::IAM::Role', 'Operator');
      Object.assign(role.Properties!, {
        AssumeRolePolicyDocument: JSON.stringify(policy({ Action: 'sts:AssumeRole', Principal: other })),
      });
      return { logicalId, path: 'Properties.AssumeRolePolicyDocument' };
    },
    'a policy that a parameter gives': (template) => {
      template.Parameters = { ...template.Parameters, Policy: { Type: 'String' } };
      return set(
        'AWS::IAM::Role',
        'Properties.AssumeRolePolicyDocument',
        { Ref: 'Policy' },
        undefined,
        'Operator',
      )(template);
    },
  }),
  ...group('reach-in/trust-conditions', 'acme/Access', {
    'no condition at all': changeTrust('ReadOnly', (statement) => {
      delete statement.Condition;
      return 'Condition';
    }),
    "no organization's id": changeTrust('ReadOnly', (statement) => {
      delete statement.Condition.StringEquals['aws:PrincipalOrgID'];
      return 'Condition';
    }),
    'no external id': changeTrust('ReadOnly', (statement) => {
      delete statement.Condition.StringEquals['sts:ExternalId'];
      return 'Condition';
    }),
    'the external id of another tenant': changeTrust('ReadOnly', (statement) => {
      statement.Condition.StringEquals['sts:ExternalId'] = 'globex';
      return 'Condition.StringEquals.sts:ExternalId';
    }),
    'any external id': changeTrust('ReadOnly', (statement) => {
      delete statement.Condition.StringEquals['sts:ExternalId'];
      statement.Condition.StringLike = { 'sts:ExternalId': '*' };
      return 'Condition.StringLike.sts:ExternalId';
    }),
    'an external id only if there is one': changeTrust('ReadOnly', (statement) => {
      const { 'sts:ExternalId': id, ...rest } = statement.Condition.StringEquals;
      statement.Condition = { StringEquals: rest, StringEqualsIfExists: { 'sts:ExternalId': id } };
      return 'Condition.StringEqualsIfExists.sts:ExternalId';
    }),
    'another organization too': changeTrust('ReadOnly', (statement) => {
      statement.Condition.StringEquals['aws:PrincipalOrgID'] = [ORGANIZATION, 'o-ofsomebodyelse'];
      return 'Condition.StringEquals.aws:PrincipalOrgID';
    }),
    'no MFA for break-glass': changeTrust('BreakGlass', (statement) => {
      delete statement.Condition.Bool;
      delete statement.Condition.NumericLessThan;
      return 'Condition';
    }),
  }),
  ...group('reach-in/federated-trust', 'acme/Access', {
    'all users of Cognito': trust(
      { Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: 'cognito-identity.amazonaws.com' } },
      'Condition',
    ),
    'all repositories of GitHub': trust(
      {
        Action: 'sts:AssumeRoleWithWebIdentity',
        Principal: { Federated: `arn:aws:iam::${OWN}:oidc-provider/token.actions.githubusercontent.com` },
        Condition: { StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' } },
      },
      'Condition',
    ),
    'repositories of GitHub by a star': trust(
      {
        Action: 'sts:AssumeRoleWithWebIdentity',
        Principal: { Federated: `arn:aws:iam::${OWN}:oidc-provider/token.actions.githubusercontent.com` },
        Condition: { StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:*' } },
      },
      'Condition.StringLike.token.actions.githubusercontent.com:sub',
    ),
    "another tenant's provider": trust(
      {
        Action: 'sts:AssumeRoleWithSAML',
        Principal: { Federated: `arn:aws:iam::${OTHER}:saml-provider/okta` },
        Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
      },
      'Principal.Federated',
    ),
  }),
];

/** Whom resources let in. */
const RESOURCES: Mutation[] = [
  ...group('reach-in/resource-policy', 'acme/Data', {
    'a bucket, to another tenant': add(
      'AWS::S3::BucketPolicy',
      { Bucket: 'x', PolicyDocument: policy({ Principal: other }) },
      P,
    ),
    'a queue, to the organization': add(
      'AWS::SQS::QueuePolicy',
      {
        Queues: [],
        PolicyDocument: policy({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } } }),
      },
      'Properties.PolicyDocument.Statement.0.Principal',
    ),
    'a queue, to a path of the organization': add(
      'AWS::SQS::QueuePolicy',
      {
        Queues: [],
        PolicyDocument: policy({
          Principal: '*',
          Condition: { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': `${ORGANIZATION}/*` } },
        }),
      },
      'Properties.PolicyDocument.Statement.0.Principal',
    ),
    'a topic, to everybody': add(
      'AWS::SNS::TopicPolicy',
      { Topics: [], PolicyDocument: policy({ Principal: '*' }) },
      'Properties.PolicyDocument.Statement.0.Principal',
    ),
    'a secret, to another tenant': add(
      'AWS::SecretsManager::ResourcePolicy',
      { SecretId: 'x', ResourcePolicy: policy({ Principal: other }) },
      'Properties.ResourcePolicy.Statement.0.Principal.AWS',
    ),
    'a repository, to another tenant': add(
      'AWS::ECR::RegistryPolicy',
      { PolicyText: policy({ Principal: other }) },
      'Properties.PolicyText.Statement.0.Principal.AWS',
    ),
    'an event bus, by a statement': add(
      'AWS::Events::EventBusPolicy',
      { StatementId: 'x', Statement: policy({ Principal: other }).Statement[0] },
      'Properties.Statement.Principal.AWS',
    ),
    'a log destination, as a text': add(
      'AWS::Logs::Destination',
      {
        DestinationName: 'x',
        RoleArn: { 'Fn::GetAtt': ['DatabaseRole', 'Arn'] },
        TargetArn: { 'Fn::GetAtt': ['DatabaseRole', 'Arn'] },
        DestinationPolicy: JSON.stringify(policy({ Principal: { AWS: OTHER } })),
      },
      'Properties.DestinationPolicy',
    ),
    'a log policy, as a joined text': add(
      'AWS::Logs::ResourcePolicy',
      {
        PolicyName: 'x',
        PolicyDocument: {
          'Fn::Join': [
            '',
            [
              '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"',
              OTHER,
              '"},"Action":"logs:*","Resource":"*"}]}',
            ],
          ],
        },
      },
      'Properties.PolicyDocument',
    ),
    'a file system, to an account of no one': add(
      'AWS::S3Tables::TableBucketPolicy',
      { ResourcePolicy: policy({ Principal: { AWS: STRANGER } }) },
      'Properties.ResourcePolicy.Statement.0.Principal.AWS',
    ),
    'a table, to another tenant': add(
      'AWS::Kinesis::ResourcePolicy',
      { ResourceArn: 'x', ResourcePolicy: policy({ Principal: other }) },
      'Properties.ResourcePolicy.Statement.0.Principal.AWS',
    ),
    'a private API, to everybody': add(
      'AWS::ApiGateway::RestApi',
      {
        EndpointConfiguration: { Types: ['PRIVATE'] },
        Policy: policy({ Principal: '*', Action: 'execute-api:Invoke' }),
      },
      'Properties.Policy.Statement.0.Principal',
    ),
    'an observability sink, to another tenant': add(
      'AWS::Oam::Sink',
      { Name: 'x', Policy: policy({ Principal: { AWS: [OTHER] } }) },
      'Properties.Policy.Statement.0.Principal.AWS.0',
    ),
    'a type nobody knows': add(
      'Company::Thing::Vault',
      { Settings: { Access: policy({ Principal: other }) } },
      'Properties.Settings.Access.Statement.0.Principal.AWS',
    ),
    'a policy in small letters': add(
      'AWS::SQS::QueuePolicy',
      {
        Queues: [],
        PolicyDocument: { statement: [{ effect: 'Allow', principal: other, action: '*', resource: '*' }] },
      },
      'Properties.PolicyDocument.statement.0.principal.AWS',
    ),
    'a single statement': add(
      'AWS::SQS::QueuePolicy',
      { Queues: [], PolicyDocument: { Statement: policy({ Principal: other }).Statement[0] } },
      'Properties.PolicyDocument.Statement.Principal.AWS',
    ),
    'a deny that leaves other tenants': add(
      'AWS::SQS::QueuePolicy',
      {
        Queues: [],
        PolicyDocument: {
          Statement: [
            { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
            {
              Effect: 'Deny',
              Principal: '*',
              Action: '*',
              Resource: '*',
              Condition: { StringNotEquals: { 'aws:PrincipalOrgID': ORGANIZATION } },
            },
          ],
        },
      },
      'Properties.PolicyDocument.Statement.0.Principal',
    ),
    'a canonical user': add(
      'AWS::S3::BucketPolicy',
      {
        Bucket: 'x',
        PolicyDocument: policy({
          Principal: { CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be' },
        }),
      },
      'Properties.PolicyDocument.Statement.0.Principal.CanonicalUser',
    ),
    'a backup vault, to another tenant': set(
      'AWS::Backup::BackupVault',
      'Properties.AccessPolicy',
      policy({ Principal: other }),
      'Properties.AccessPolicy.Statement.0.Principal.AWS',
    ),
    'the key, to another tenant': (template) => {
      const [logicalId, key] = first(template, 'AWS::KMS::Key');
      const { Statement: statements } = (key.Properties as { KeyPolicy: { Statement: unknown[] } }).KeyPolicy;
      statements.push({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', Principal: other });
      return { logicalId, path: `Properties.KeyPolicy.Statement.${statements.length - 1}.Principal.AWS` };
    },
    'the key, to whoever calls through a service': (template) => {
      const [logicalId, key] = first(template, 'AWS::KMS::Key');
      const { Statement: statements } = (key.Properties as { KeyPolicy: { Statement: unknown[] } }).KeyPolicy;
      statements.push({
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: '*',
        Principal: { AWS: '*' },
        Condition: { StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' } },
      });
      return { logicalId, path: `Properties.KeyPolicy.Statement.${statements.length - 1}.Principal.AWS` };
    },
    'a named principal without the organization': add(
      'AWS::S3::BucketPolicy',
      { Bucket: 'x', PolicyDocument: policy({ Principal: { AWS: `arn:aws:iam::${OPERATOR}:role/TenantAuditor` } }) },
      P,
    ),
    'an organization in the condition key of another case, with a star': add(
      'AWS::S3::BucketPolicy',
      {
        Bucket: 'x',
        PolicyDocument: policy({ Principal: '*', Condition: { StringLike: { 'AWS:PRINCIPALORGID': '*' } } }),
      },
      'Properties.PolicyDocument.Statement.0.Principal',
    ),
  }),
  ...group('reach-in/confused-deputy', 'acme/Data', {
    'a topic, to a service for whomever': add(
      'AWS::SNS::TopicPolicy',
      { Topics: [], PolicyDocument: policy({ Principal: { Service: 's3.amazonaws.com' } }) },
      'Properties.PolicyDocument.Statement.0.Condition',
    ),
    'a queue, to a service for another tenant': add(
      'AWS::SQS::QueuePolicy',
      {
        Queues: [],
        PolicyDocument: policy({
          Principal: { Service: 'sns.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': OTHER } },
        }),
      },
      'Properties.PolicyDocument.Statement.0.Condition.StringEquals.aws:SourceAccount',
    ),
    "a queue, to another tenant's bus": add(
      'AWS::SQS::QueuePolicy',
      {
        Queues: [],
        PolicyDocument: policy({
          Principal: { Service: 'events.amazonaws.com' },
          Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:events:eu-west-1:${OTHER}:rule/*` } },
        }),
      },
      'Properties.PolicyDocument.Statement.0.Condition.ArnLike.aws:SourceArn',
    ),
    'a bucket, to a service for all of the organization': add(
      'AWS::S3::BucketPolicy',
      {
        Bucket: 'x',
        PolicyDocument: policy({
          Principal: { Service: 'delivery.logs.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceOrgID': ORGANIZATION } },
        }),
      },
      'Properties.PolicyDocument.Statement.0.Condition.StringEquals.aws:SourceOrgID',
    ),
    'a bucket, to a service if it says for whom': add(
      'AWS::S3::BucketPolicy',
      {
        Bucket: 'x',
        PolicyDocument: policy({
          Principal: { Service: 'logging.s3.amazonaws.com' },
          Condition: { StringEqualsIfExists: { 'aws:SourceAccount': OWN } },
        }),
      },
      'Properties.PolicyDocument.Statement.0.Condition.StringEqualsIfExists.aws:SourceAccount',
    ),
  }),
  ...group('reach-in/sharing', 'acme/Service', {
    'a function, to another tenant': add(
      'AWS::Lambda::Permission',
      { Action: 'lambda:InvokeFunction', FunctionName: 'x', Principal: OTHER },
      'Properties.Principal',
    ),
    'a function, to everybody': add(
      'AWS::Lambda::Permission',
      { Action: 'lambda:InvokeFunction', FunctionName: 'x', Principal: '*' },
      'Properties.Principal',
    ),
    'a function, to the organization': add(
      'AWS::Lambda::Permission',
      { Action: 'lambda:InvokeFunction', FunctionName: 'x', Principal: '*', PrincipalOrgID: ORGANIZATION },
      'Properties.PrincipalOrgID',
    ),
    'a function, to a service for whomever': set('AWS::Lambda::Permission', 'Properties.SourceArn', undefined),
    "a function, to another tenant's bucket": add(
      'AWS::Lambda::Permission',
      { Action: 'lambda:InvokeFunction', FunctionName: 'x', Principal: 's3.amazonaws.com', SourceAccount: OTHER },
      'Properties.SourceAccount',
    ),
    'a layer, to everybody': add(
      'AWS::Lambda::LayerVersionPermission',
      { Action: 'lambda:GetLayerVersion', LayerVersionArn: { Ref: 'Layer' }, Principal: '*' },
      'Properties.Principal',
    ),
    'a share, to another tenant': add(
      'AWS::RAM::ResourceShare',
      { Name: 'x', Principals: [OTHER] },
      'Properties.Principals.0',
    ),
    'a share, to a unit of the organization': add(
      'AWS::RAM::ResourceShare',
      { Name: 'x', Principals: [`arn:aws:organizations::100000000001:ou/${ORGANIZATION}/ou-a1b2-abcdefgh`] },
      'Properties.Principals.0',
    ),
    'an endpoint service, to everybody': add(
      'AWS::EC2::VPCEndpointServicePermissions',
      { ServiceId: 'x', AllowedPrincipals: ['*'] },
      'Properties.AllowedPrincipals.0',
    ),
    'an event bus, to everybody': add(
      'AWS::Events::EventBusPolicy',
      { StatementId: 'x', Action: 'events:PutEvents', Principal: '*' },
      'Properties.Principal',
    ),
    'a snapshot, by a call': add(
      'Custom::AWS',
      {
        ServiceToken: { 'Fn::GetAtt': ['ApiHandler', 'Arn'] },
        Create: JSON.stringify({
          service: 'RDS',
          action: 'modifyDBSnapshotAttribute',
          parameters: { AttributeName: 'restore', ValuesToAdd: ['all'] },
        }),
      },
      'Properties.Create',
    ),
    'an image, by a recipe': add(
      'AWS::ImageBuilder::DistributionConfiguration',
      {
        Name: 'x',
        Distributions: [
          {
            Region: 'eu-central-1',
            AmiDistributionConfiguration: { LaunchPermissionConfiguration: { UserIds: [OTHER] } },
          },
        ],
      },
      'Properties.Distributions.0.AmiDistributionConfiguration.LaunchPermissionConfiguration.UserIds.0',
    ),
  }),
  ...group('reach-in/endpoint-policy', 'acme/Network', {
    "an endpoint, to anybody's credentials": set(
      'AWS::EC2::VPCEndpoint',
      'Properties.PolicyDocument',
      policy({ Principal: '*' }),
      'Properties.PolicyDocument.Statement.0.Principal',
    ),
    'an endpoint, to another tenant': set(
      'AWS::EC2::VPCEndpoint',
      'Properties.PolicyDocument',
      policy({ Principal: other }),
      P,
    ),
  }),
];

/** Ways into a tenant's account. */
export const REACH_IN: readonly Mutation[] = [...TRUST, ...RESOURCES];
