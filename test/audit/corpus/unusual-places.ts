import { type Mutate, type Mutation, add, group } from './mutation';

const OTHER = '100000000012';
const other = { AWS: `arn:aws:iam::${OTHER}:root` };

/** A policy with one statement, as a text. */
const policyText = (statement: object): string =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', ...statement }] });

/** A call of the AWS SDK, as CDK's `AwsCustomResource` writes it. */
const call = (service: string, action: string, parameters: object): Mutate =>
  add(
    'Custom::AWS',
    {
      ServiceToken: { 'Fn::GetAtt': ['ApiHandler', 'Arn'] },
      Create: JSON.stringify({ service, action, parameters }),
    },
    'Properties.Create',
  );

/** Adds to a section of the template what is no resource of it. */
const addMacro =
  (name: string, content: unknown): Mutate =>
  (template) => {
    Object.assign(template.Resources, { [name]: content });
    return { logicalId: '', path: `Resources.${name}` };
  };

const include = { Name: 'AWS::Include', Parameters: { Location: 's3://somewhere/template.json' } };

/** What is in texts, in calls, in flat grants and in macros. */
export const UNUSUAL_PLACES: readonly Mutation[] = [
  ...group('reach-in/confused-deputy', 'acme/Service', {
    'a log policy in a text, to a service for whomever': add(
      'AWS::Logs::ResourcePolicy',
      { PolicyName: 'x', PolicyDocument: policyText({ Principal: { Service: 'es.amazonaws.com' } }) },
      'Properties.PolicyDocument',
    ),
  }),
  ...group('reach-in/federated-trust', 'acme/Service', {
    'all users of Google, in a text': add(
      'AWS::IAM::Role',
      {
        AssumeRolePolicyDocument: policyText({
          Action: 'sts:AssumeRoleWithWebIdentity',
          Principal: { Federated: 'accounts.google.com' },
        }),
      },
      'Properties.AssumeRolePolicyDocument',
    ),
  }),
  ...group('reach-in/trust-conditions', 'acme/Service', {
    'no condition at all, in a text': add(
      'AWS::IAM::Role',
      {
        AssumeRolePolicyDocument: policyText({
          Action: 'sts:AssumeRole',
          Principal: { AWS: 'arn:aws:iam::100000000002:role/TenantOperator' },
        }),
      },
      'Properties.AssumeRolePolicyDocument',
    ),
  }),
  ...group('reach-out/assume-any-role', 'acme/Service', {
    'any role, in a text': add(
      'AWS::IAM::ManagedPolicy',
      { PolicyDocument: policyText({ Action: 'sts:AssumeRole' }) },
      'Properties.PolicyDocument',
    ),
  }),
  ...group('reach-in/resource-policy', 'acme/Service', {
    'a bucket, to everybody, by a call': call('S3', 'putBucketPolicy', {
      Bucket: 'b',
      Policy: policyText({ Principal: '*' }),
    }),
    'logs, to another tenant, by a call': call('CloudWatchLogs', 'putResourcePolicy', {
      policyName: 'x',
      policyDocument: policyText({ Principal: other }),
    }),
    'a key, to another tenant, by a call that does not quote the policy': call('KMS', 'putKeyPolicy', {
      Policy: { Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: other }] },
    }),
    'a queue, to another tenant, by a call with references in it': add(
      'Custom::AWS',
      {
        ServiceToken: { 'Fn::GetAtt': ['ApiHandler', 'Arn'] },
        Update: {
          'Fn::Join': [
            '',
            [
              '{"service":"SQS","action":"setQueueAttributes","parameters":{"QueueUrl":"',
              { Ref: 'AWS::StackId' },
              `","Attributes":{"Policy":${JSON.stringify(policyText({ Principal: other }))}}}}`,
            ],
          ],
        },
      },
      'Properties.Update',
    ),
  }),
  ...group('reach-in/sharing', 'acme/Service', {
    'a document, to everybody, by a call': call('SSM', 'modifyDocumentPermission', {
      Name: 'x',
      PermissionType: 'Share',
      AccountIdsToAdd: ['All'],
    }),
    'a matching workflow, to another tenant': add(
      'AWS::EntityResolution::PolicyStatement',
      { Effect: 'Allow', Principal: [`arn:aws:iam::${OTHER}:root`], Action: ['entityresolution:*'], Arn: 'x' },
      'Properties.Principal.0',
    ),
    'something of a type nobody knows, to another tenant': add(
      'AWS::Future::Permission',
      { Principal: OTHER },
      'Properties.Principal',
    ),
    'a data lake, whose administrator is of another tenant': add(
      'AWS::LakeFormation::DataLakeSettings',
      { Admins: [{ DataLakePrincipalIdentifier: `arn:aws:iam::${OTHER}:role/Admin` }] },
      'Properties.Admins.0.DataLakePrincipalIdentifier',
    ),
    'a data lake that trusts another tenant': add(
      'AWS::LakeFormation::DataLakeSettings',
      { TrustedResourceOwners: [OTHER] },
      'Properties.TrustedResourceOwners.0',
    ),
  }),
  ...group('assembly/template-macro', 'acme/Service', {
    'resources that are included': addMacro('Fn::Transform', include),
    'resources in a loop': addMacro('Fn::ForEach::Peers', [
      'Peer',
      ['A', 'B'],
      { 'Role${Peer}': { Type: 'AWS::IAM::Role', Properties: {} } },
    ]),
    'a resource that a macro adds to': add(
      'AWS::SNS::TopicPolicy',
      { Topics: [], PolicyDocument: { Statement: [] } },
      '',
      { resource: { 'Fn::Transform': include } },
    ),
    'a statement that a macro adds to': add(
      'AWS::SQS::QueuePolicy',
      { Queues: [], PolicyDocument: { Statement: [{ Effect: 'Allow', Action: '*', 'Fn::Transform': include }] } },
      'Properties.PolicyDocument.Statement.0',
    ),
    'properties that are included': (template) => {
      Object.assign(template.Resources, {
        Added: { Type: 'AWS::EC2::SecurityGroup', Properties: { 'Fn::Transform': include } },
      });
      return { logicalId: 'Added', path: 'Properties' };
    },
  }),
];
