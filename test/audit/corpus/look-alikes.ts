import { type Mutation, add, benign, set, trust } from './mutation';

const OTHER = '100000000012';
const OWN = '100000000011';
const OPERATOR = '100000000002';
const ORGANIZATION = 'o-a1b2c3d4e5';

const environment = (value: unknown) => set('AWS::Lambda::Function', 'Properties.Environment.Variables.ADDED', value);
const queuePolicy = (...Statement: object[]) =>
  add('AWS::SQS::QueuePolicy', { Queues: [], PolicyDocument: { Statement } }, '');
const allow = { Effect: 'Allow', Action: 'sqs:*', Resource: '*' };
const own = { Ref: 'AWS::AccountId' };

/** What looks as if it broke a claim, and does not. */
export const LOOK_ALIKES: readonly Mutation[] = [
  ...benign('acme/Service', {
    'a number of twelve digits': environment('202611210537'),
    'a telephone number': environment('491701234567'),
    'a hash with twelve digits in it': environment('9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'),
    'the own account': environment(OWN),
    'the own account by reference': environment(own),
    'the own region': environment('eu-central-1'),
    'another region of the jurisdiction': environment('eu-west-1'),
    'an ARN that folds to the own account': environment({
      'Fn::Join': [':', ['arn:aws:sns', 'eu-central-1', own, 'x']],
    }),
    'an ARN that folds to the own account, by Fn::Sub': environment({
      'Fn::Sub': ['arn:aws:sns:${R}:${A}:x', { R: { Ref: 'AWS::Region' }, A: own }],
    }),
    'the own account of two': environment({ 'Fn::Select': [0, [OWN, OTHER]] }),
    'the row of the own region': (template) => {
      template.Mappings = {
        ...template.Mappings,
        Regions: { 'eu-central-1': { Peer: OWN }, 'us-east-1': { Peer: OTHER } },
      };
      return environment({ 'Fn::FindInMap': ['Regions', { Ref: 'AWS::Region' }, 'Peer'] })(template);
    },
    'a branch that is never chosen': (template) => {
      template.Conditions = { ...template.Conditions, Never: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] } };
      return environment({ 'Fn::If': ['Never', OTHER, OWN] })(template);
    },
    'a resource that is never made': (template) => {
      template.Conditions = { ...template.Conditions, Never: { 'Fn::Equals': ['a', 'b'] } };
      return add(
        'AWS::Lambda::Permission',
        { Action: 'lambda:InvokeFunction', FunctionName: 'x', Principal: OTHER },
        '',
        { resource: { Condition: 'Never' } },
      )(template);
    },
    'another account in a description': set(
      'AWS::Lambda::Function',
      'Properties.Description',
      `as in arn:aws:iam::${OTHER}:role/x of us-east-1`,
    ),
    'another account in a tag': set('AWS::Lambda::Function', 'Properties.Tags', [{ Key: 'moved-from', Value: OTHER }]),
    'another account in a comment of a state machine': add(
      'AWS::StepFunctions::StateMachine',
      {
        RoleArn: { 'Fn::GetAtt': ['@AWS::IAM::Role', 'Arn'] },
        DefinitionString: JSON.stringify({ Comment: `not ${OTHER}`, StartAt: 'A', States: { A: { Type: 'Succeed' } } }),
      },
      '',
    ),
    'another account in metadata': (template) => {
      const place = environment('x')(template);
      Object.assign(template.Resources[place.logicalId]!, { Metadata: { note: `arn:aws:iam::${OTHER}:root` } });
      return place;
    },
    'a region in the name of an own thing': add(
      'AWS::SNS::Topic',
      { TopicName: 'us-east-1-reports', KmsMasterKeyId: { 'Fn::GetAtt': ['@AWS::WAFv2::WebACL', 'Arn'] } },
      '',
    ),
    "a managed policy of AWS's": add(
      'AWS::IAM::Role',
      {
        AssumeRolePolicyDocument: {
          Statement: [{ ...allow, Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
        },
        ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
      },
      '',
    ),
    'a role that a service of AWS assumes': add(
      'AWS::IAM::Role',
      {
        AssumeRolePolicyDocument: {
          Statement: [
            {
              ...allow,
              Action: 'sts:AssumeRole',
              Principal: { Service: ['ecs-tasks.amazonaws.com', 'states.eu-central-1.amazonaws.com'] },
            },
          ],
        },
      },
      '',
    ),
    'a permission on any log group': add(
      'AWS::IAM::Policy',
      {
        PolicyName: 'x',
        Roles: ['x'],
        PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'logs:*', Resource: 'arn:aws:logs:*:*:*' }] },
      },
      '',
    ),
    'a role of the own account to assume': add(
      'AWS::IAM::Policy',
      {
        PolicyName: 'x',
        Roles: ['x'],
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Action: 'sts:AssumeRole',
              Resource: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/*' },
            },
          ],
        },
      },
      '',
    ),
    'a deny for everybody': queuePolicy({ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }),
    'everybody of the own account': queuePolicy({
      ...allow,
      Principal: '*',
      Condition: { StringEquals: { 'aws:PrincipalAccount': own } },
    }),
    'everybody of the own account, in another case': queuePolicy({
      ...allow,
      Principal: { AWS: '*' },
      Condition: { StringEquals: { 'AWS:principalaccount': OWN } },
    }),
    'everybody, denied but for the own account': queuePolicy(
      { ...allow, Principal: '*' },
      {
        Effect: 'Deny',
        Principal: '*',
        Action: '*',
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:PrincipalAccount': OWN } },
      },
    ),
    'everybody, by services of the own account': queuePolicy({
      ...allow,
      Principal: '*',
      Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::Sub': 'arn:aws:sns:eu-central-1:${AWS::AccountId}:x' } } },
    }),
    'a service for the own account': queuePolicy({
      ...allow,
      Principal: { Service: 'sns.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': own } },
    }),
    'a service for an own resource': queuePolicy({
      ...allow,
      Principal: { Service: 'events.amazonaws.com' },
      Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': ['@AWS::CloudWatch::Alarm', 'Arn'] } } },
    }),
    'an own role': queuePolicy({ ...allow, Principal: { AWS: { 'Fn::GetAtt': ['@AWS::IAM::Role', 'Arn'] } } }),
    'the own account as root': queuePolicy({
      ...allow,
      Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', own, ':root']] } },
    }),
    'a function for an own bucket': add(
      'AWS::Lambda::Permission',
      {
        Action: 'lambda:InvokeFunction',
        FunctionName: 'x',
        Principal: 's3.amazonaws.com',
        SourceAccount: own,
        SourceArn: 'arn:aws:s3:::x',
      },
      '',
    ),
    'OPTIONS without an authorizer': add(
      'AWS::ApiGateway::Method',
      { HttpMethod: 'OPTIONS', AuthorizationType: 'NONE', RestApiId: 'x', ResourceId: 'x' },
      '',
    ),
    'the assets of the own bootstrap': add(
      'AWS::IAM::Policy',
      {
        PolicyName: 'x',
        Roles: ['x'],
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Action: 's3:GetObject',
              Resource: { 'Fn::Sub': 'arn:aws:s3:::cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}/*' },
            },
          ],
        },
      },
      '',
    ),
    'an operator sink that is declared': environment(
      'arn:aws:oam:eu-central-1:100000000002:sink/1a2b3c4d-5e6f-4a1b-8c2d-3e4f5a6b7c8d',
    ),
    'an own queue by URL': environment({
      'Fn::Sub': 'https://sqs.${AWS::Region}.${AWS::URLSuffix}/${AWS::AccountId}/orders',
    }),
    'a model served from the own continent': environment('eu.anthropic.claude-3-5-sonnet-20240620-v1:0'),
  }),
  ...benign('acme/Access', {
    'a named principal under all conditions': trust(
      {
        Principal: { AWS: `arn:aws:iam::${OPERATOR}:role/TenantOperator` },
        Condition: { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION, 'sts:ExternalId': 'EXTERNAL' } },
      },
      '',
    ),
    'a named principal through the root of its account': trust(
      {
        Principal: { AWS: OPERATOR },
        Condition: {
          ArnEquals: { 'aws:PrincipalArn': [`arn:aws:iam::${OPERATOR}:role/TenantOperator`] },
          StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION, 'sts:ExternalId': 'EXTERNAL' },
        },
      },
      '',
    ),
    'another tenant, to whom nothing is allowed but tagging': trust(
      { Action: 'sts:TagSession', Principal: { AWS: OTHER } },
      '',
    ),
  }),
  ...benign('acme/Data', {
    'a group open to the own network': add(
      'AWS::EC2::SecurityGroupIngress',
      { IpProtocol: 'tcp', GroupId: 'x', CidrIp: '10.0.0.0/8' },
      '',
    ),
    'a group open to the own VPC': add(
      'AWS::EC2::SecurityGroupIngress',
      { IpProtocol: 'tcp', GroupId: 'x', CidrIp: { 'Fn::GetAtt': ['@AWS::RDS::DBInstance', 'CidrBlock'] } },
      '',
    ),
    'protection written as a text': set('AWS::RDS::DBInstance', 'Properties.DeletionProtection', 'true'),
    'a snapshot instead of the database': set('AWS::RDS::DBInstance', 'DeletionPolicy', 'Snapshot'),
    'a key that cannot be rotated': add('AWS::KMS::Key', { KeySpec: 'RSA_2048' }, ''),
  }),
];
