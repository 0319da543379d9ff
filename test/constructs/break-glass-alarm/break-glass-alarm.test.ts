import { App, Stack, aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { BreakGlassAlarm, type BreakGlassAlarmProps } from '../../../constructs/break-glass-alarm/break-glass-alarm';
import { rulePackFindings } from '../../support/rule-pack-findings';

const ROLE_ARN = 'arn:aws:iam::111122223333:role/tenantry-break-glass';
const BUS = 'arn:aws:events:eu-central-1:444455556666:event-bus/operator';

describe('is raised', () => {
  test('when a user of another account assumes the role', () => {
    expect(matches(pattern(), assumeRole(ROLE_ARN))).toBe(true);
  });

  test('when a session of the role signs in to the console', () => {
    expect(matches(pattern(), consoleLogin(ROLE_ARN))).toBe(true);
  });

  test('also by events CloudTrail calls read-only, as entering a role is', () => {
    aTemplate().hasResourceProperties('AWS::Events::Rule', { State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' });
  });
});

describe('is not raised', () => {
  test('when another role is entered', () => {
    const other = 'arn:aws:iam::111122223333:role/tenantry-operate';

    expect(matches(pattern(), assumeRole(other))).toBe(false);
    expect(matches(pattern(), consoleLogin(other))).toBe(false);
  });

  test('by each call of a session', () => {
    const call = {
      ...consoleLogin(ROLE_ARN),
      source: 'aws.sts',
      'detail-type': 'AWS API Call via CloudTrail',
      detail: { ...consoleLogin(ROLE_ARN).detail, eventName: 'GetCallerIdentity' },
    };

    expect(matches(pattern(), call)).toBe(false);
  });
});

test('follows a role of the same stack', () => {
  const stack = aStack();
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountPrincipal('444455556666') });

  new BreakGlassAlarm(stack, 'Alarm', {
    role,
    encryptionKey: new kms.Key(stack, 'Key'),
    emails: ['security@example.com'],
  });

  const arn = { 'Fn::GetAtt': [Match.stringLikeRegexp('^Role'), 'Arn'] };
  Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
    EventPattern: { detail: { $or: Match.arrayWith([Match.objectLike({ requestParameters: { roleArn: [arn] } })]) } },
  });
});

test('tells every address, in words', () => {
  const template = aTemplate({ emails: ['security@example.com', 'on-call@example.com'] });

  for (const Endpoint of ['security@example.com', 'on-call@example.com']) {
    template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint });
  }
  template.hasResourceProperties('AWS::Events::Rule', {
    Targets: [
      {
        Arn: { Ref: 'AlarmTopic3247EDB7' },
        RoleArn: Match.absent(),
        InputTransformer: {
          InputPathsMap: Match.objectLike({ account: '$.account', time: '$.time' }),
          InputTemplate: Match.stringLikeRegexp(
            '^"The break-glass role of account <account> was entered at <time>\\."\n',
          ),
        },
      },
    ],
  });
});

test('does not ask the other addresses to confirm again when one goes', () => {
  expect(subscriptions(['a@example.com', 'b@example.com'])).toEqual(
    expect.arrayContaining(subscriptions(['b@example.com'])),
  );
});

test('encrypts messages with the given key', () => {
  aTemplate().hasResourceProperties('AWS::SNS::Topic', {
    KmsMasterKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] },
  });
});

test('lets only its own rule publish, and only over TLS', () => {
  const { Properties } = Object.values(aTemplate().findResources('AWS::SNS::TopicPolicy'))[0] as {
    Properties: { PolicyDocument: object };
  };

  expect(Properties.PolicyDocument).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'AllowPublishThroughSSLOnly',
        Effect: 'Deny',
        Principal: '*',
        Action: 'sns:Publish',
        Resource: { Ref: 'AlarmTopic3247EDB7' },
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      {
        Sid: 'PublishFromRule',
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sns:Publish',
        Resource: { Ref: 'AlarmTopic3247EDB7' },
        Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': ['AlarmRule80A46992', 'Arn'] } } },
      },
    ],
  });
});

test('names rule and topic as the operator’s boundary protects them', () => {
  aTemplate().hasResourceProperties('AWS::Events::Rule', { Name: 'tenantry-break-glass' });
  aTemplate().hasResourceProperties('AWS::SNS::Topic', { TopicName: 'tenantry-break-glass' });
});

test('sends the event to the operator’s bus as well, when told, and may do nothing else', () => {
  const template = aTemplate({ operatorEventBusArn: BUS });

  template.hasResourceProperties('AWS::Events::Rule', {
    Targets: Match.arrayWith([
      { Arn: BUS, Id: 'Target1', RoleArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('Forwarder'), 'Arn'] } },
    ]),
  });
  template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Sid: 'PutEvents', Effect: 'Allow', Action: 'events:PutEvents', Resource: BUS }],
    },
  });
});

test('refuses to be heard by nobody, by no address, and a bus that is none', () => {
  expect(() => aTemplate({ emails: [] })).toThrow(
    new Error(
      'invalid props for Test/Alarm\n  - emails must name at least one address, got none; an alarm nobody hears is none',
    ),
  );
  expect(() => aTemplate({ emails: ['security'], operatorEventBusArn: 'operator' })).toThrow(
    new Error(
      'invalid props for Test/Alarm\n  - emails must be e-mail addresses, got "security"\n  - operatorEventBusArn must be the ARN of an event bus, got "operator"',
    ),
  );
});

test.each([{ props: {} }, { props: { operatorEventBusArn: BUS } }])(
  'leaves no finding of the rule packs unanswered with $props',
  ({ props }) => {
    const app = new App();
    anAlarm(aStack(app), props);

    expect(rulePackFindings(app)).toEqual([]);
  },
);

function aStack(app = new App()): Stack {
  return new Stack(app, 'Test', { env: { account: '111122223333', region: 'eu-central-1' } });
}

function anAlarm(stack: Stack, props: Partial<BreakGlassAlarmProps> = {}): void {
  new BreakGlassAlarm(stack, 'Alarm', {
    role: iam.Role.fromRoleArn(stack, 'Role', ROLE_ARN),
    encryptionKey: new kms.Key(stack, 'Key', { enableKeyRotation: true }),
    emails: ['security@example.com'],
    ...props,
  });
}

function aTemplate(props: Partial<BreakGlassAlarmProps> = {}): Template {
  const stack = aStack();
  anAlarm(stack, props);
  return Template.fromStack(stack);
}

function subscriptions(emails: string[]): string[] {
  return Object.keys(aTemplate({ emails }).findResources('AWS::SNS::Subscription'));
}

function pattern(): unknown {
  const [rule] = Object.values(aTemplate().findResources('AWS::Events::Rule'));
  return (rule as { Properties: { EventPattern: unknown } }).Properties.EventPattern;
}

/** What CloudTrail records in the account of the role. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html */
function assumeRole(roleArn: string) {
  return {
    source: 'aws.sts',
    'detail-type': 'AWS API Call via CloudTrail',
    account: '111122223333',
    detail: {
      eventSource: 'sts.amazonaws.com',
      eventName: 'AssumeRole',
      readOnly: true,
      userIdentity: { type: 'AWSAccount', principalId: 'AIDAQRSTUVWXYZEXAMPLE', accountId: '444455556666' },
      requestParameters: {
        roleArn,
        roleSessionName: 'break-glass-1',
        externalId: 'acme-7f3a9c',
        durationSeconds: 3600,
      },
    },
  };
}

function consoleLogin(roleArn: string) {
  return {
    source: 'aws.signin',
    'detail-type': 'AWS Console Sign In via CloudTrail',
    account: '111122223333',
    detail: {
      eventSource: 'signin.amazonaws.com',
      eventName: 'ConsoleLogin',
      requestParameters: null,
      userIdentity: { type: 'AssumedRole', sessionContext: { sessionIssuer: { type: 'Role', arn: roleArn } } },
    },
  };
}

/** Matches as EventBridge does, as far as these patterns go: lists of exact values, nesting, and `$or`. */
function matches(wanted: unknown, event: unknown): boolean {
  return Object.entries(wanted as object).every(([key, value]) => {
    if (key === '$or') return (value as unknown[]).some((alternative) => matches(alternative, event));
    const actual = (event as Record<string, unknown> | null | undefined)?.[key];
    return Array.isArray(value) ? value.includes(actual) : matches(value, actual);
  });
}
