import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  ObservabilityLink,
  type ObservabilityLinkProps,
} from '../../../constructs/observability-link/observability-link';
import { rulePackFindings } from '../../support/rule-pack-findings';

const SINK = 'arn:aws:oam:eu-central-1:444455556666:sink/0a1b2c3d-1111-2222-3333-444455556666';

test('shares metrics and nothing else, under the account’s name', () => {
  aTemplate().hasResourceProperties('AWS::Oam::Link', {
    SinkIdentifier: SINK,
    LabelTemplate: '$AccountName',
    ResourceTypes: ['AWS::CloudWatch::Metric'],
  });
});

test('shares logs and traces when told', () => {
  aTemplate({ logs: true, traces: true, labelTemplate: 'tenant $AccountName' }).hasResourceProperties(
    'AWS::Oam::Link',
    {
      LabelTemplate: 'tenant $AccountName',
      ResourceTypes: ['AWS::CloudWatch::Metric', 'AWS::Logs::LogGroup', 'AWS::XRay::Trace'],
    },
  );
});

test('refuses a sink in another region', () => {
  expect(() => aTemplate({ sinkArn: SINK.replace('eu-central-1', 'us-east-1') })).toThrow(
    new Error(
      'invalid props for Test/Link\n  - sinkArn must be in the region of the stack, "eu-central-1", got a sink in "us-east-1"; make a sink in "eu-central-1"',
    ),
  );
});

test('refuses what is no sink', () => {
  expect(() => aTemplate({ sinkArn: 'operator-sink' })).toThrow(
    new Error('invalid props for Test/Link\n  - sinkArn must be the ARN of an observability sink, got "operator-sink"'),
  );
});

test('takes a sink of any region while the stack’s is unknown', () => {
  const stack = new Stack(new App(), 'Test');

  expect(() => new ObservabilityLink(stack, 'Link', { sinkArn: SINK })).not.toThrow();
});

test('leaves no finding of the rule packs unanswered', () => {
  const app = new App();
  new ObservabilityLink(aStack(app), 'Link', { sinkArn: SINK });

  expect(rulePackFindings(app)).toEqual([]);
});

function aStack(app = new App()): Stack {
  return new Stack(app, 'Test', { env: { account: '111122223333', region: 'eu-central-1' } });
}

function aTemplate(props: Partial<ObservabilityLinkProps> = {}): Template {
  const stack = aStack();
  new ObservabilityLink(stack, 'Link', { sinkArn: SINK, ...props });
  return Template.fromStack(stack);
}
