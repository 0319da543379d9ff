import { type Stack, aws_certificatemanager as acm, aws_ec2 as ec2 } from 'aws-cdk-lib';
import { TenantApi, type TenantApiProps } from '../../../constructs/tenant-api/tenant-api';
import { rulePackFindings } from '../../support/rule-pack-findings';
import { aStack, someProps } from './some-props';

describe('the rule packs find nothing in an API', () => {
  test.each<{ name: string; props: (stack: Stack) => Partial<TenantApiProps> }>([
    { name: 'with nothing chosen', props: () => ({}) },
    {
      name: 'as cheap as it gets',
      props: (stack) => ({ ...inNetwork(stack), deployment: 'all-at-once', tracing: false }),
    },
    {
      name: 'with everything',
      props: (stack) => ({
        ...inNetwork(stack),
        authorizer: { issuer: 'https://login.example.com', audience: ['tenant-api'] },
        cors: { allowOrigins: ['https://app.example.com'] },
        customDomain: {
          name: 'api.acme.example.com',
          certificate: acm.Certificate.fromCertificateArn(
            stack,
            'Certificate',
            stack.formatArn({ service: 'acm', resource: 'certificate', resourceName: 'one' }),
          ),
        },
        deployment: 'canary',
        webAcl: true,
      }),
    },
    {
      name: 'with an issuer and no tracing',
      props: () => ({ authorizer: { issuer: 'https://login.example.com', audience: ['a'] }, tracing: false }),
    },
    {
      name: 'in front of a service of the user',
      props: () => ({
        service: { entry: `${__dirname}/fixtures/service.ts` },
        cors: { allowOrigins: ['https://app.example.com'] },
      }),
    },
  ])('$name', ({ props }) => {
    const { app, stack } = aStack();
    new TenantApi(stack, 'Api', { ...someProps(stack), ...props(stack) });

    expect(rulePackFindings(app)).toEqual([]);
  });
});

function inNetwork(stack: Stack): Partial<TenantApiProps> {
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-1',
    availabilityZones: ['eu-central-1a', 'eu-central-1b'],
    isolatedSubnetIds: ['subnet-1', 'subnet-2'],
    isolatedSubnetRouteTableIds: ['rtb-1', 'rtb-2'],
  });
  return { vpc, securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'SecurityGroup', 'sg-1')] };
}
