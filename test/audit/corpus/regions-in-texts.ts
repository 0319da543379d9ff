import { type Mutation, add, group, set } from './mutation';

const variable = (value: unknown) => set('AWS::Lambda::Function', 'Properties.Environment.Variables.ADDED', value);

/** Ways in which a text, or what makes one, names a region. */
export const REGIONS_IN_TEXTS: readonly Mutation[] = [
  ...group('residency/region', 'acme/Service', {
    'a region alone': variable('us-east-1'),
    'an endpoint of a region': variable('https://sqs.us-east-1.amazonaws.com'),
    'an endpoint of a region, written with a dash': variable('https://s3-us-west-2.amazonaws.com'),
    'an endpoint for both versions of IP': variable('https://s3.dualstack.us-west-2.amazonaws.com'),
    'an endpoint of the newer kind': variable('dynamodb.us-east-1.api.aws'),
    'an endpoint with FIPS': variable('kms-fips.us-gov-west-1.amazonaws.com'),
    'an endpoint in China': variable('sqs.cn-north-1.amazonaws.com.cn'),
    'an endpoint of the sovereign cloud': variable('sqs.eusc-de-east-1.amazonaws.eu'),
    'an endpoint of a VPC endpoint': variable('vpce-0123456789abcdef0-abcdefgh.sqs.us-east-1.vpce.amazonaws.com'),
    "a function's URL": variable('https://abcdefghij.lambda-url.us-east-1.on.aws/'),
    "a database's host name": variable('orders.c9akciq32.us-east-1.rds.amazonaws.com'),
    "a cluster's host name": variable('orders.cluster-c9akciq32.us-east-1.rds.amazonaws.com:5432'),
    "a search domain's host name": variable('search-orders-abcdefgh.us-east-1.es.amazonaws.com'),
    "a collection's host name": variable('abcdefgh.us-east-1.aoss.amazonaws.com'),
    "an API's host name": variable('https://abcdefghij.execute-api.us-east-1.amazonaws.com/live'),
    "a GraphQL API's host name": variable('https://abcdefghij.appsync-api.us-east-1.amazonaws.com/graphql'),
    "a broker's host name": variable('b-1.orders.abcdef.c2.kafka.us-east-1.amazonaws.com:9094'),
    "a cache's host name, with AWS's short name of the region": variable(
      'orders.abcdef.ng.0001.use1.cache.amazonaws.com',
    ),
    "a load balancer's host name": variable('internal-orders-1234567890.us-east-1.elb.amazonaws.com'),
    "a network load balancer's host name": variable('orders-0123456789abcdef.elb.us-east-1.amazonaws.com'),
    "a file system's host name": variable('fs-01234567.efs.us-east-1.amazonaws.com:/'),
    'a website of a bucket': variable('http://orders.s3-website-us-east-1.amazonaws.com'),
    'a website of a bucket, written with a dot': variable('http://orders.s3-website.us-gov-east-1.amazonaws.com'),
    'a private host name of an instance': variable('ip-10-0-0-1.us-west-2.compute.internal'),
    'an availability zone': variable('us-east-1a'),
    'the id of an availability zone': variable('use1-az1'),
    'the id of an availability zone in the south-east': variable('apse2-az3'),
    'a local zone': variable('us-west-2-lax-1a'),
    'a wavelength zone': variable('us-east-1-wl1-bos-wlz-1'),
    'a region that is new': variable('mx-central-1'),
    'a region that is not known yet': variable('af-west-3'),
    'a region in capitals': variable('US-EAST-1'),
    'a region with underscores, as the SDK for Java writes it': variable('US_EAST_1'),
    'a user pool': variable('us-east-1_AbCdEf123'),
    'an identity pool': variable('us-east-1:11111111-2222-4333-8444-555555555555'),
    'a service name of an endpoint': variable('com.amazonaws.us-east-1.secretsmanager'),
    'a model that is called across the continent': variable('us.anthropic.claude-sonnet-4-20250514-v1:0'),
    'a model that is called across Asia': variable('apac.amazon.nova-pro-v1:0'),
    'a model that is called anywhere': variable('global.anthropic.claude-sonnet-4-20250514-v1:0'),
    'a model of Japan': variable('jp.anthropic.claude-sonnet-4-5-20250929-v1:0'),
    'settings in JSON': variable('{"log":{"region":"us-east-1"}}'),
    'settings in JSON in JSON': variable(JSON.stringify({ log: JSON.stringify({ region: 'us-east-1' }) })),
    'settings in YAML': variable('log:\n  region: us-east-1\n'),
    'settings in a shell': variable('AWS_REGION=us-east-1;TZ=UTC'),
    'settings in a query': variable('kinesis://orders?region=us-east-1&shards=2'),
    'a list': variable('eu-central-1,eu-west-1,us-east-1'),
    'the United Kingdom': variable('eu-west-2'),
    Switzerland: variable('eu-central-2'),
    'a region in pieces': variable({ 'Fn::Join': ['-', ['us', 'east', '1']] }),
    'a region in pieces of a substitution': variable({ 'Fn::Sub': ['us-${Side}-1', { Side: 'east' }] }),
    'a zone in pieces': variable({ 'Fn::Sub': ['${Region}${Letter}', { Region: 'us-east-1', Letter: 'a' }] }),
    'a region of a list': variable({ 'Fn::Select': [1, ['eu-central-1', 'us-east-1']] }),
    'a region of a text': variable({ 'Fn::Select': ['1', { 'Fn::Split': [',', 'eu-central-1,us-east-1'] }] }),
    'a region in base 64': variable({ 'Fn::Base64': 'aws sqs list-queues --region us-east-1' }),
    'the zones of another region': variable({ 'Fn::Select': [0, { 'Fn::GetAZs': 'us-east-1' }] }),
    'a variable with a region in one branch': (template) => {
      template.Parameters = { ...template.Parameters, Size: { Type: 'String', Default: 'small' } };
      template.Conditions = { ...template.Conditions, Large: { 'Fn::Equals': [{ Ref: 'Size' }, 'large'] } };
      return variable({ 'Fn::If': ['Large', 'us-east-1', { Ref: 'AWS::Region' }] })(template);
    },
    'a region in a branch of a branch': (template) => {
      template.Parameters = { ...template.Parameters, Size: { Type: 'String', Default: 'small' } };
      template.Conditions = {
        ...template.Conditions,
        Large: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Size' }, 'small'] }] },
        Other: { 'Fn::And': [{ Condition: 'Large' }, { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-central-1'] }] },
      };
      return variable({
        'Fn::Sub': ['https://sqs.${R}.amazonaws.com', { R: { 'Fn::If': ['Other', 'us-east-1', 'eu-west-1'] } }],
      })(template);
    },
    'a region in a mapping that a parameter chooses from': (template) => {
      template.Parameters = { ...template.Parameters, Size: { Type: 'String', Default: 'small' } };
      template.Mappings = {
        ...template.Mappings,
        Sizes: { small: { Region: 'eu-west-1' }, large: { Region: 'us-east-1' } },
      };
      return variable({ 'Fn::FindInMap': ['Sizes', { Ref: 'Size' }, 'Region'] })(template);
    },
    'a region as the default of a mapping': (template) => {
      template.Transform = 'AWS::LanguageExtensions';
      template.Mappings = { ...template.Mappings, Sizes: { small: { Region: 'eu-west-1' } } };
      return variable({ 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'Region', { DefaultValue: 'us-east-1' }] })(
        template,
      );
    },
    'a region that a parameter allows': (template) => {
      template.Parameters = {
        ...template.Parameters,
        Where: { Type: 'String', Default: 'eu-central-1', AllowedValues: ['eu-central-1', 'us-east-1'] },
      };
      return variable({ Ref: 'Where' })(template);
    },
    'a region in the name of a variable that a function makes a text of': (template) => {
      template.Transform = 'AWS::LanguageExtensions';
      return variable({ 'Fn::ToJsonString': { region: 'us-east-1' } })(template);
    },
    'a region in code': add(
      'AWS::Lambda::Function',
      {
        Role: { 'Fn::GetAtt': ['@AWS::IAM::Role', 'Arn'] },
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Code: { ZipFile: "const client = new SQSClient({ region: 'us-east-1' });" },
      },
      'Properties.Code.ZipFile',
    ),
    'a region in code that is a template': add(
      'AWS::Lambda::Function',
      {
        Role: { 'Fn::GetAtt': ['@AWS::IAM::Role', 'Arn'] },
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Code: { ZipFile: { 'Fn::Join': ['', ["const client = new SQSClient({ region: '", 'us-east-1', "' });"]] } },
      },
      'Properties.Code.ZipFile',
    ),
    'a region in what an instance runs first': add(
      'AWS::EC2::LaunchTemplate',
      {
        LaunchTemplateData: {
          UserData: {
            'Fn::Base64': {
              'Fn::Sub': '#!/bin/bash\naws s3 cp --region us-east-1 /var/log/x s3://logs-${AWS::AccountId}',
            },
          },
        },
      },
      'Properties.LaunchTemplateData.UserData',
    ),
    'a region in what an instance runs first, encoded': add(
      'AWS::EC2::LaunchTemplate',
      {
        LaunchTemplateData: {
          UserData: Buffer.from('#!/bin/bash\naws configure set region us-east-1\n').toString('base64'),
        },
      },
      'Properties.LaunchTemplateData.UserData',
    ),
    'a region in what builds': add(
      'AWS::CodeBuild::Project',
      {
        Source: { BuildSpec: 'version: 0.2\nphases:\n  build:\n    commands:\n      - aws s3 ls --region us-east-1\n' },
      },
      'Properties.Source.BuildSpec',
    ),
    'a region in what an instance is set up with': (template) => {
      const place = add('AWS::EC2::Instance', { ImageId: 'ami-0123456789abcdef0' }, '')(template);
      Object.assign(template.Resources.Added!, {
        Metadata: {
          'AWS::CloudFormation::Init': { config: { commands: { a: { command: 'aws s3 ls --region us-east-1' } } } },
        },
      });
      return { ...place, path: 'Metadata.AWS::CloudFormation::Init.config.commands.a.command' };
    },
    'a region in a step': add(
      'AWS::StepFunctions::StateMachine',
      {
        RoleArn: { 'Fn::GetAtt': ['@AWS::IAM::Role', 'Arn'] },
        DefinitionString: {
          'Fn::Sub':
            '{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:sqs:sendMessage","Parameters":{"QueueUrl":"https://sqs.us-east-1.amazonaws.com/${AWS::AccountId}/q"},"End":true}}}',
        },
      },
      'Properties.DefinitionString',
    ),
    'a region in a step that is an object': add(
      'AWS::StepFunctions::StateMachine',
      {
        RoleArn: { 'Fn::GetAtt': ['@AWS::IAM::Role', 'Arn'] },
        Definition: {
          StartAt: 'A',
          States: { A: { Type: 'Task', Resource: 'arn:aws:states:us-east-1:${Account}:activity:x', End: true } },
        },
      },
      'Properties.Definition.States.A.Resource',
    ),
    'a region in what fills the definition in': add(
      'AWS::StepFunctions::StateMachine',
      {
        RoleArn: { 'Fn::GetAtt': ['@AWS::IAM::Role', 'Arn'] },
        DefinitionString: '{"StartAt":"A","States":{"A":{"Type":"Pass","Result":"${Where}","End":true}}}',
        DefinitionSubstitutions: { Where: 'us-east-1' },
      },
      'Properties.DefinitionSubstitutions.Where',
    ),
  }),
];
