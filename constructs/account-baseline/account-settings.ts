import {
  Duration,
  RemovalPolicy,
  Stack,
  aws_iam as iam,
  type aws_kms as kms,
  aws_logs as logs,
  custom_resources as cr,
} from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { acknowledge } from '../support/acknowledge';
import { shownInFindings } from '../support/shown-in-findings';
import { BUDGET_PREFIX, type MonthlyBudget, monthlyBudgetCalls } from './monthly-budget';

/**
 * Settings of an account for which CloudFormation has no resource, or not in every region, each set by one call to AWS at deployment.
 *
 * All calls of a stack are made by one function, with the permission for each action in a policy of its own. A setting is not
 * taken back when it goes from the stack; a budget is.
 */
export class AccountSettings extends Construct {
  private readonly logGroup: logs.LogGroup;

  /** @param encryptionKey key of the function's log; without it, CloudWatch Logs encrypts with one of AWS */
  public constructor(scope: Construct, id: string, encryptionKey?: kms.IKey) {
    super(scope, id);

    this.logGroup = new logs.LogGroup(this, 'Logs', {
      retention: logs.RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.DESTROY,
      ...(encryptionKey && { encryptionKey }),
    });
    if (encryptionKey !== undefined) return;
    acknowledge(
      this.logGroup,
      'Holds the calls named in the template and their answers: settings and whom a budget tells, no data of users.',
      [
        'HIPAA.Security-CloudWatchLogGroupEncrypted',
        'NIST.800.53.R5-CloudWatchLogGroupEncrypted',
        'PCI.DSS.321-CloudWatchLogGroupEncrypted',
      ],
    );
  }

  /** Blocks public access to every bucket of the account, in all regions. */
  public blockPublicAccess(accountId: string): void {
    this.set('PublicAccessBlock', 's3:PutAccountPublicAccessBlock', {
      service: 'S3Control',
      action: 'putPublicAccessBlock',
      parameters: {
        AccountId: accountId,
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      },
    });
  }

  /** Encrypts every new EBS volume and snapshot of the region. */
  public encryptVolumes(): void {
    this.set('EbsEncryption', 'ec2:EnableEbsEncryptionByDefault', {
      service: 'EC2',
      action: 'enableEbsEncryptionByDefault',
      parameters: {},
    });
  }

  /** Keeps every EBS snapshot of the region from being public, where CloudFormation cannot. */
  public blockPublicSnapshots(): void {
    this.set('SnapshotBlockPublicAccess', 'ec2:EnableSnapshotBlockPublicAccess', {
      service: 'EC2',
      action: 'enableSnapshotBlockPublicAccess',
      parameters: { State: 'block-all-sharing' },
    });
  }

  /**
   * Asks for passwords as PCI DSS 8.3 and CIS 1.8 want them.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
   */
  public requireStrongPasswords(): void {
    this.set('PasswordPolicy', 'iam:UpdateAccountPasswordPolicy', {
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
    });
  }

  /** Watches what the account costs a month. */
  public watchSpending(budget: MonthlyBudget): void {
    const stack = Stack.of(this);
    const { create, remove } = monthlyBudgetCalls(stack, budget);
    const { partition, account } = stack;
    const budgets = (show = (value: string) => value) =>
      `arn:${show(partition)}:budgets::${show(account)}:budget/${BUDGET_PREFIX}*`;
    const resource = this.call('Budget', 'budgets:ModifyBudget', budgets(), { onUpdate: create, onDelete: remove });
    acknowledge(
      resource,
      'A changed budget has another name: the permission covers the old and the new one, and no others.',
      [`AwsSolutions-IAM5[Resource::${budgets(shownInFindings)}]`],
    );
  }

  private set(id: string, iamAction: string, call: Pick<cr.AwsSdkCall, 'service' | 'action' | 'parameters'>): void {
    const onUpdate = { ...call, physicalResourceId: cr.PhysicalResourceId.of(id) };
    // A setting of the account: IAM has no resource for any of these actions.
    const resource = this.call(id, iamAction, '*', { onUpdate });
    acknowledge(resource, `${iamAction} sets the account as a whole, so IAM knows no resource for it.`, [
      'AwsSolutions-IAM5[Resource::*]',
    ]);
  }

  private call(
    id: string,
    iamAction: string,
    iamResource: string,
    calls: Pick<cr.AwsCustomResourceProps, 'onUpdate' | 'onDelete'>,
  ): cr.AwsCustomResource {
    const resource = new cr.AwsCustomResource(this, id, {
      resourceType: `Custom::${id}`,
      ...calls,
      policy: cr.AwsCustomResourcePolicy.fromStatements([
        new iam.PolicyStatement({ actions: [iamAction], resources: [iamResource] }),
      ]),
      installLatestAwsSdk: false,
      logGroup: this.logGroup,
      timeout: Duration.minutes(1),
    });
    acknowledge(
      resource,
      'The permission for one call belongs to the custom resource that makes it, and goes with it.',
      ['HIPAA.Security-IAMNoInlinePolicy', 'NIST.800.53.R5-IAMNoInlinePolicy', 'PCI.DSS.321-IAMNoInlinePolicy'],
    );
    acknowledgeProvider(Stack.of(this).node.findChild(PROVIDER));
    return resource;
  }
}

/** Where the CDK puts the one function of a stack that makes the calls. */
const PROVIDER = `AWS${cr.AwsCustomResource.PROVIDER_FUNCTION_UUID.replaceAll('-', '')}`;

function acknowledgeProvider(provider: IConstruct): void {
  acknowledge(
    provider,
    'CDK’s own function for custom resources, whose runtime and role come with the CDK’s release.',
    [
      'AwsSolutions-L1',
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
    ],
  );
  acknowledge(
    provider,
    'Runs only while CloudFormation deploys, which waits for it, reports its failure and calls it again.',
    [
      'HIPAA.Security-LambdaConcurrency',
      'HIPAA.Security-LambdaDLQ',
      'NIST.800.53.R5-LambdaConcurrency',
      'NIST.800.53.R5-LambdaDLQ',
    ],
  );
  acknowledge(provider, 'Calls public endpoints of AWS to set the account, and reaches nothing in a VPC.', [
    'HIPAA.Security-LambdaInsideVPC',
    'NIST.800.53.R5-LambdaInsideVPC',
    'PCI.DSS.321-LambdaInsideVPC',
  ]);
}
