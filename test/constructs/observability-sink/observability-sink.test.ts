import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  ObservabilitySink,
  type ObservabilitySinkProps,
} from '../../../constructs/observability-sink/observability-sink';

function accepted(props: Partial<ObservabilitySinkProps> = {}): unknown {
  const stack = new Stack();
  new ObservabilitySink(stack, 'Sink', { organizationId: 'o-a1b2c3d4e5', ...props });
  const [sink] = Object.values(Template.fromStack(stack).findResources('AWS::Oam::Sink'));
  return sink!.Properties;
}

const policy = (...types: string[]) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'AllowLinksOfOrganization',
      Effect: 'Allow',
      Principal: '*',
      Action: ['oam:CreateLink', 'oam:UpdateLink'],
      Resource: '*',
      Condition: {
        StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
        'ForAllValues:StringEquals': { 'oam:ResourceTypes': types },
        Null: { 'oam:ResourceTypes': 'false' },
      },
    },
  ],
});

test('accepts metrics of accounts of the organization, and nothing else', () => {
  expect(accepted()).toEqual({ Name: 'tenantry', Policy: policy('AWS::CloudWatch::Metric') });
});

test('accepts logs and traces when it is asked to', () => {
  expect(accepted({ sinkName: 'x', logs: true, traces: true })).toEqual({
    Name: 'x',
    Policy: policy('AWS::CloudWatch::Metric', 'AWS::Logs::LogGroup', 'AWS::XRay::Trace'),
  });
});
