import {
  App,
  Stack,
  aws_apigateway as apigateway,
  aws_cloudfront as cloudfront,
  aws_cloudfront_origins as origins,
  aws_dynamodb as dynamodb,
  aws_ec2 as ec2,
  aws_ecs as ecs,
  aws_ecs_patterns as patterns,
  aws_events as events,
  aws_events_targets as targets,
  aws_lambda as lambda,
  aws_lambda_event_sources as sources,
  aws_rds as rds,
  aws_s3 as s3,
  aws_s3_notifications as notifications,
  aws_sns as sns,
  aws_sns_subscriptions as subscriptions,
  aws_sqs as sqs,
  aws_stepfunctions as stepfunctions,
  aws_stepfunctions_tasks as tasks,
  Duration,
} from 'aws-cdk-lib';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditAssembly } from '../../lib/audit/audit-assembly';
import { aTenant, anOrganization } from '../../lib/testing/config-builders';

/** Apps as people write them who never heard of Tenantry, with the defaults of the CDK. */
const APPS: Readonly<Record<string, (stack: Stack) => void>> = {
  'a site with an API': (stack) => {
    const web = new s3.Bucket(stack, 'Web');
    const origin = origins.S3BucketOrigin.withOriginAccessControl(web);
    new cloudfront.Distribution(stack, 'Cdn', { defaultBehavior: { origin } });
    const table = new dynamodb.Table(stack, 'Table', {
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
    });
    const handler = aFunction(stack);
    table.grantReadWriteData(handler);
    new apigateway.LambdaRestApi(stack, 'Api', { handler });
  },
  'a service with a database': (stack) => {
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2 });
    const { service } = new patterns.ApplicationLoadBalancedFargateService(stack, 'Service', {
      vpc,
      taskImageOptions: { image: ecs.ContainerImage.fromRegistry('nginx') },
    });
    const engine = rds.DatabaseInstanceEngine.postgres({ version: rds.PostgresEngineVersion.VER_16 });
    new rds.DatabaseInstance(stack, 'Database', { vpc, engine }).connections.allowDefaultPortFrom(service);
  },
  'what events drive': (stack) => {
    const queue = new sqs.Queue(stack, 'Queue', { enforceSSL: true });
    new sns.Topic(stack, 'Topic').addSubscription(new subscriptions.SqsSubscription(queue));
    const handler = aFunction(stack);
    handler.addEventSource(new sources.SqsEventSource(queue));
    const bucket = new s3.Bucket(stack, 'Bucket');
    bucket.addEventNotification(s3.EventType.OBJECT_CREATED, new notifications.SqsDestination(queue));
    bucket.addEventNotification(s3.EventType.OBJECT_REMOVED, new notifications.LambdaDestination(handler));
    const steps = new tasks.LambdaInvoke(stack, 'Do', { lambdaFunction: handler });
    const machine = new stepfunctions.StateMachine(stack, 'Machine', {
      definitionBody: stepfunctions.DefinitionBody.fromChainable(steps),
    });
    const schedule = events.Schedule.rate(Duration.hours(1));
    new events.Rule(stack, 'Rule', {
      schedule,
      targets: [new targets.SfnStateMachine(machine), new targets.SqsQueue(queue)],
    });
  },
};

function aFunction(stack: Stack): lambda.Function {
  const code = lambda.Code.fromInline('exports.handler = () => undefined;');
  return new lambda.Function(stack, 'Function', {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code,
  });
}

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'tenantry-foreign-'));
});
afterEach(() => rmSync(outdir, { recursive: true }));

/** Rules that find something, by group. */
function brokenRules(define: (stack: Stack) => void): string[] {
  const app = new App({ outdir });
  define(new Stack(app, 'Theirs', { env: { account: '111111111111', region: 'eu-central-1' } }));
  app.synth();
  const registry = {
    organization: anOrganization(),
    tenants: [aTenant(), aTenant({ id: 'other', accountId: '222222222222' })],
  };
  const { findings } = auditAssembly({ assembly: outdir, registry, today: '2026-01-01' });
  return [...new Set(findings.map(({ rule }) => rule))].toSorted();
}

describe("a CDK app that is not ours is flagged for what it leaves to the CDK's defaults, and not for reaching anywhere", () => {
  test.each([
    [
      'a site with an API',
      [
        'deletion/protected',
        'deletion/stack-protection',
        'encryption/bucket-tls',
        'encryption/in-transit',
        'encryption/own-key',
        'logging/recorded',
        'logging/trail',
        'public/api-without-authorizer',
        'public/api-without-throttle',
        'public/exposed-property',
        'public/public-resource',
      ],
    ],
    [
      'a service with a database',
      [
        'deletion/protected',
        'deletion/stack-protection',
        'encryption/at-rest',
        'encryption/in-transit',
        'encryption/own-key',
        'logging/flow-logs',
        'logging/recorded',
        'logging/trail',
        'public/exposed-property',
        'public/internet-route',
        'public/open-security-group',
      ],
    ],
    [
      'what events drive',
      [
        'deletion/protected',
        'deletion/stack-protection',
        'encryption/bucket-tls',
        'encryption/own-key',
        'logging/trail',
        'public/exposed-property',
      ],
    ],
  ])('%s', (name, expected) => {
    expect(brokenRules(APPS[name]!)).toEqual(expected);
  });
});
