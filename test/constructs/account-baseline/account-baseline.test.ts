import { App, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AccountBaseline, type AccountBaselineProps } from '../../../constructs/account-baseline/account-baseline';
import { rulePackFindings } from '../../support/rule-pack-findings';

describe('settings', () => {
  test.each([
    {
      name: 'blocks public access to all of S3',
      type: 'Custom::PublicAccessBlock',
      iamAction: 's3:PutAccountPublicAccessBlock',
      call: {
        service: 'S3Control',
        action: 'putPublicAccessBlock',
        parameters: {
          AccountId: '111122223333',
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            BlockPublicPolicy: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          },
        },
        physicalResourceId: { id: 'PublicAccessBlock' },
      },
    },
    {
      name: 'encrypts new EBS volumes',
      type: 'Custom::EbsEncryption',
      iamAction: 'ec2:EnableEbsEncryptionByDefault',
      call: {
        service: 'EC2',
        action: 'enableEbsEncryptionByDefault',
        parameters: {},
        physicalResourceId: { id: 'EbsEncryption' },
      },
    },
    {
      name: 'asks for strong passwords',
      type: 'Custom::PasswordPolicy',
      iamAction: 'iam:UpdateAccountPasswordPolicy',
      call: {
        service: 'IAM',
        action: 'updateAccountPasswordPolicy',
        parameters: {
          MinimumPasswordLength: 14,
          RequireLowercaseCharacters: true,
          RequireNumbers: true,
          RequireSymbols: true,
          RequireUppercaseCharacters: true,
          AllowUsersToChangePassword: true,
          MaxPasswordAge: 90,
          PasswordReusePrevention: 24,
        },
        physicalResourceId: { id: 'PasswordPolicy' },
      },
    },
  ])('$name, with the permission for that one call, and never undoes it', ({ type, iamAction, call }) => {
    const template = aTemplate();
    const { Create, Update, Delete, InstallLatestAwsSdk } = theOnly(template, type);

    expect(JSON.parse(Create as string)).toEqual(call);
    expect(Update).toEqual(Create);
    expect(Delete).toBeUndefined();
    expect(InstallLatestAwsSdk).toBe(false);
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: iamAction, Resource: '*' }],
      },
    });
  });

  test('leave passwords alone when told', () => {
    aTemplate({ passwordPolicy: false }).resourceCountIs('Custom::PasswordPolicy', 0);
  });

  test('keep EBS snapshots from being public', () => {
    const template = aTemplate();

    template.hasResourceProperties('AWS::EC2::SnapshotBlockPublicAccess', { State: 'block-all-sharing' });
    template.resourceCountIs('Custom::SnapshotBlockPublicAccess', 0);
  });

  test('keep EBS snapshots from being public by a call in a region whose CloudFormation cannot', () => {
    const template = aTemplate({}, 'ap-east-2');

    template.resourceCountIs('AWS::EC2::SnapshotBlockPublicAccess', 0);
    const { Create, Update, Delete } = theOnly(template, 'Custom::SnapshotBlockPublicAccess');
    expect(JSON.parse(Create as string)).toEqual({
      service: 'EC2',
      action: 'enableSnapshotBlockPublicAccess',
      parameters: { State: 'block-all-sharing' },
      physicalResourceId: { id: 'SnapshotBlockPublicAccess' },
    });
    expect(Update).toEqual(Create);
    expect(Delete).toBeUndefined();
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'ec2:EnableSnapshotBlockPublicAccess', Resource: '*' }],
      },
    });
  });

  test('are made by one function, whose log ends after a year', () => {
    const template = aTemplate();

    template.resourceCountIs('AWS::Lambda::Function', 1);
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 365 });
  });
});

describe('budget', () => {
  test('tells every address at 80 and 100 percent, spent and forecast', () => {
    const { Create, Update } = theOnly(
      aTemplate({ budgetEmails: ['a@example.com', 'b@example.com'] }),
      'Custom::Budget',
    );
    const name = expect.stringMatching(/^tenantry-monthly-[0-9a-f]{12}$/) as string;

    expect(JSON.parse(Create as string)).toEqual({
      service: 'Budgets',
      action: 'createBudget',
      parameters: {
        AccountId: '111122223333',
        Budget: {
          BudgetName: name,
          BudgetType: 'COST',
          TimeUnit: 'MONTHLY',
          BudgetLimit: { Amount: '20', Unit: 'USD' },
        },
        NotificationsWithSubscribers: [
          ['ACTUAL', 80],
          ['ACTUAL', 100],
          ['FORECASTED', 80],
          ['FORECASTED', 100],
        ].map(([NotificationType, Threshold]) => ({
          Notification: {
            NotificationType,
            Threshold,
            ThresholdType: 'PERCENTAGE',
            ComparisonOperator: 'GREATER_THAN',
          },
          Subscribers: [
            { SubscriptionType: 'EMAIL', Address: 'a@example.com' },
            { SubscriptionType: 'EMAIL', Address: 'b@example.com' },
          ],
        })),
      },
      physicalResourceId: { id: name },
      ignoreErrorCodesMatching: 'DuplicateRecordException',
    });
    expect(Update).toEqual(Create);
  });

  test('is another one after a change, so that CloudFormation takes the old one away', () => {
    const budgets = [
      {},
      { thresholdsPercent: [50] },
      { monthlyBudgetUsd: 30 },
      { budgetEmails: ['c@example.com'] },
    ].map((props) => {
      const { Create, Delete } = theOnly(aTemplate(props), 'Custom::Budget');
      const { physicalResourceId } = JSON.parse(Create as string) as { physicalResourceId: { id: string } };
      return { name: physicalResourceId.id, remove: JSON.parse(Delete as string) as unknown };
    });

    expect(new Set(budgets.map(({ name }) => name)).size).toBe(4);
    expect(budgets.map(({ remove }) => remove)).toEqual(
      budgets.map(({ name }) => ({
        service: 'Budgets',
        action: 'deleteBudget',
        parameters: { AccountId: '111122223333', BudgetName: name },
        ignoreErrorCodesMatching: 'NotFoundException',
      })),
    );
  });

  test('is made with the permission for budgets of its kind alone', () => {
    aTemplate().hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: 'budgets:ModifyBudget',
            Resource: {
              'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':budgets::111122223333:budget/tenantry-monthly-*']],
            },
          },
        ],
      },
    });
  });

  test('needs no resource that CloudFormation lacks in some regions', () => {
    aTemplate().resourceCountIs('AWS::Budgets::Budget', 0);
  });
});

describe('refuses', () => {
  test('a budget without money or listeners', () => {
    expect(() => aTemplate({ monthlyBudgetUsd: 0, budgetEmails: [] })).toThrow(
      new Error(
        'invalid props for Test/Baseline\n  - monthlyBudgetUsd must be over 0, got 0\n  - budgetEmails must be 1 to 10 addresses, got 0',
      ),
    );
  });

  test.each([
    { name: 'a limit', props: { monthlyBudgetUsd: Token.asNumber({ Ref: 'Limit' }) } },
    { name: 'an address', props: { budgetEmails: [Token.asString({ Ref: 'Email' })] } },
    { name: 'a threshold', props: { thresholdsPercent: [Token.asNumber({ Ref: 'Threshold' })] } },
  ])('$name known only at deployment, which the name of the budget could not tell from another', ({ props }) => {
    expect(() => aTemplate(props)).toThrow(
      new Error(
        'invalid props for Test/Baseline\n  - monthlyBudgetUsd, budgetEmails and thresholdsPercent must be known at synthesis: the budget is named after them',
      ),
    );
  });

  test.each([[[]], [[10, 20, 30, 40, 50, 60]], [[80, 80]], [[0]], [[Number.NaN]]])(
    'thresholds of %j',
    (thresholdsPercent) => {
      expect(() => aTemplate({ thresholdsPercent })).toThrow(
        new Error(
          `invalid props for Test/Baseline\n  - thresholdsPercent must be 1 to 5 different numbers from 1 to 1000, got [${thresholdsPercent.join(', ')}]`,
        ),
      );
    },
  );
});

test.each(['eu-central-1', 'ap-east-2'])('leaves no finding of the rule packs unanswered in %s', (region) => {
  const app = new App();
  new AccountBaseline(aStack(region, app), 'Baseline', { monthlyBudgetUsd: 20, budgetEmails: ['finance@example.com'] });

  expect(rulePackFindings(app)).toEqual([]);
});

function aStack(region = 'eu-central-1', app = new App()): Stack {
  return new Stack(app, 'Test', { env: { account: '111122223333', region } });
}

function aTemplate(props: Partial<AccountBaselineProps> = {}, region?: string): Template {
  const stack = aStack(region);
  new AccountBaseline(stack, 'Baseline', { monthlyBudgetUsd: 20, budgetEmails: ['finance@example.com'], ...props });
  return Template.fromStack(stack);
}

function theOnly(template: Template, type: string): Record<string, unknown> {
  const resources = Object.values(template.findResources(type));
  expect(resources).toHaveLength(1);
  return (resources[0] as { Properties: Record<string, unknown> }).Properties;
}
