import { Stack, aws_iam as iam } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { aDatabase } from './a-database';

test.each([
  { login: 'an instance', props: {}, resourceId: { 'Fn::GetAtt': ['DatabaseInstanceAA8A5FDE', 'DbiResourceId'] } },
  {
    login: 'a cluster',
    props: { serverless: { minCapacityAcu: 0, maxCapacityAcu: 2 } },
    resourceId: { 'Fn::GetAtt': ['DatabaseCluster5B53A178', 'DBClusterResourceId'] },
  },
  {
    login: 'a proxy',
    props: { proxy: true },
    resourceId: {
      'Fn::Select': [6, { 'Fn::Split': [':', { 'Fn::GetAtt': ['DatabaseProxyE01FC4E6', 'DBProxyArn'] }] }],
    },
  },
])('lets a role log in to $login as the service user, and no other', ({ props, resourceId }) => {
  const { database, stack, template } = aDatabase(props);
  const role = new iam.Role(stack, 'Service', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });

  const grant = database.grants.connect(role);

  expect(grant.success).toBe(true);
  template().hasResourceProperties('AWS::IAM::Policy', {
    Roles: [{ Ref: 'ServiceDBC79909' }],
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'rds-db:connect',
          Resource: {
            'Fn::Join': [
              '',
              ['arn:', { Ref: 'AWS::Partition' }, ':rds-db:eu-west-1:111122223333:dbuser:', resourceId, '/service'],
            ],
          },
        },
      ],
    },
  });
});

test('a role of another stack depends on the database, never the other way round', () => {
  const { app, database, stack } = aDatabase({ proxy: true });
  const service = new Stack(app, 'Service', { env: { account: '111122223333', region: 'eu-west-1' } });

  database.grants.connect(
    new iam.Role(service, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }),
  );

  Template.fromStack(service).resourceCountIs('AWS::IAM::Policy', 1);
  expect(service.dependencies.map(({ stackName }) => stackName)).toEqual(['Test']);
  expect(stack.dependencies).toHaveLength(0);
});
