import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack, aws_s3 as s3 } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { aRegistry, tenantMatchers } from '../../lib/testing';
import { aSmallAssembly } from '../support/small-assembly';

expect.extend(tenantMatchers(aRegistry()));

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'tenantry-ids-'));
});
afterEach(() => rmSync(outdir, { recursive: true }));

/** An app of one stack with buckets. */
function anApp(...buckets: readonly string[]): App {
  const app = new App({ outdir, analyticsReporting: false });
  const stack = new Stack(app, 'Files');
  for (const id of buckets) new s3.CfnBucket(stack, id);
  return app;
}

const resources = (types: Readonly<Record<string, string>>): object => ({
  Resources: Object.fromEntries(Object.entries(types).map(([id, Type]) => [id, { Type }])),
});

test('passes where all resources are where they were, whatever came since', () => {
  const previous = aSmallAssembly({
    Files: {
      environment: 'aws://unknown-account/unknown-region',
      template: resources({ Invoices: 'AWS::S3::Bucket' }),
    },
  });

  expect(anApp('Invoices', 'Exports')).toKeepLogicalIds(previous);
});

test('fails on a resource that is gone, naming what may have become of it, and what to do', () => {
  const previous = aSmallAssembly({
    Files: { template: resources({ Invoices: 'AWS::S3::Bucket', Copies: 'AWS::SQS::Queue' }) },
    Mail: { template: resources({ Outbox: 'AWS::SQS::Queue', Inbox: 'AWS::SQS::Queue' }) },
  });
  const now = aSmallAssembly({
    Files: { template: resources({ Bills: 'AWS::S3::Bucket', Copies: 'AWS::SNS::Topic' }) },
  });

  expect(() => expect(now).toKeepLogicalIds(previous)).toThrow(
    new Error(
      [
        'toKeepLogicalIds: not all 4 resources are where they were; CloudFormation deletes those that are not, with what they hold',
        '  Files in 111111111111 eu-central-1 Invoices (AWS::S3::Bucket) is gone; new of this type: Bills',
        '  Files in 111111111111 eu-central-1 Copies: was AWS::SQS::Queue, is AWS::SNS::Topic',
        '  Mail in 111111111111 eu-central-1: the stack is gone, with its 2 resources',
        'fix: give the old id to what was moved or renamed (overrideLogicalId, or Stack.renameLogicalId), or, if it is meant to go, take the new assembly as the previous one',
      ].join('\n'),
    ),
  );
});

test.each(['aws://222222222222/eu-central-1', 'aws://111111111111/eu-west-1'])(
  'fails where the stack goes elsewhere: %s',
  (environment) => {
    const template = resources({ Invoices: 'AWS::S3::Bucket' });

    expect(aSmallAssembly({ Files: { environment, template } })).not.toKeepLogicalIds(
      aSmallAssembly({ Files: { template } }),
    );
  },
);

describe('nested stacks', () => {
  const nesting = (types: Readonly<Record<string, string>>, inside: Readonly<Record<string, string>>): string => {
    const nested = (file: string) => ({
      Type: 'AWS::CloudFormation::Stack',
      Properties: { TemplateURL: 'x' },
      Metadata: { 'aws:asset:path': file },
    });
    const { Resources } = resources(types) as { Resources: object };
    return aSmallAssembly(
      { Files: { template: { Resources: { ...Resources, One: nested('one.json'), Two: nested('two.json') } } } },
      { 'one.json': resources(inside), 'two.json': resources({ Last: 'AWS::SQS::Queue' }) },
    );
  };

  test('a stack with nested ones is compared too', () => {
    expect(() => expect(nesting({}, {})).toKeepLogicalIds(nesting({ Invoices: 'AWS::S3::Bucket' }, {}))).toThrow(
      /^ {2}Files in 111111111111 eu-central-1 Invoices \(AWS::S3::Bucket\) is gone$/m,
    );
  });

  test('each nested stack is compared with itself', () => {
    expect(() => expect(nesting({}, {})).toKeepLogicalIds(nesting({}, { Invoices: 'AWS::S3::Bucket' }))).toThrow(
      /^ {2}Files in 111111111111 eu-central-1\/One Invoices \(AWS::S3::Bucket\) is gone$/m,
    );
  });
});

test('leaves out versions and deployments, which get a new id with each change', () => {
  const before = resources({ Code: 'AWS::Lambda::Function', CodeVersion1: 'AWS::Lambda::Version' });
  const now = resources({ Code: 'AWS::Lambda::Function', CodeVersion2: 'AWS::Lambda::Version' });

  expect(now).toKeepLogicalIds(before);
});

test('compares a template with a template', () => {
  const template = Template.fromStack(anApp('Invoices').node.findChild('Files') as Stack).toJSON();

  expect(template).toKeepLogicalIds(resources({ Invoices: 'AWS::S3::Bucket' }));
  expect(template).not.toKeepLogicalIds(resources({ Bills: 'AWS::S3::Bucket' }));
});

test('compares with an earlier assembly in the folder that the app is synthesized to', () => {
  anApp('Invoices').synth();

  expect(anApp('Bills')).not.toKeepLogicalIds(outdir);
});

test('expected not to hold, says what holds', () => {
  const template = resources({ Invoices: 'AWS::S3::Bucket' });

  expect(() => expect(template).not.toKeepLogicalIds(template)).toThrow(
    new Error('toKeepLogicalIds: expected a changed logical id, but all 1 are kept'),
  );
});

test('refuses to compare a template with an assembly', () => {
  const template = resources({ Invoices: 'AWS::S3::Bucket' });

  expect(() => expect(anApp('Invoices')).toKeepLogicalIds(template)).toThrow(
    new Error(
      'toKeepLogicalIds: expected two templates, or two assemblies, got an assembly compared with a template; name both the same way',
    ),
  );
});

test('refuses previous templates without a resource, which anything would keep', () => {
  expect(() => expect(resources({})).toKeepLogicalIds({ Resources: {} })).toThrow(
    new Error('toKeepLogicalIds: the previous templates have no resources, so nothing was compared'),
  );
});

test('refuses what is no template', () => {
  expect(() => expect(resources({})).toKeepLogicalIds({ Outputs: {} })).toThrow(
    new Error(
      'toKeepLogicalIds: expected an App, a Stage, a template or the folder of a cloud assembly, got another object; of a Stack, pass the App or Stage it is in',
    ),
  );
});
