import {
  Duration,
  Stack,
  aws_iam as iam,
  type aws_kms as kms,
  aws_lambda as lambda,
  aws_logs as logs,
  custom_resources,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledge } from '../support/acknowledge';
import { acknowledgeInlinePolicies } from '../support/acknowledge-inline-policies';
import { acknowledgeDeploymentFunction, acknowledgeOutsideNetwork } from '../support/acknowledge-function';
import { LoggingRole } from '../support/logging-role';
import { handlerCode } from '../support/handler-code';
import { shownInFindings } from '../support/shown-in-findings';

/** Props of {@link TenantAccountProvider}. */
export interface TenantAccountProviderProps {
  /** `o-` and 10 to 32 lower-case letters and digits. */
  readonly organizationId: string;

  /** Key of the logs; its policy must let CloudWatch Logs use it. */
  readonly encryptionKey: kms.IKey;
}

/** The longest CloudFormation waits for an account; AWS makes most in minutes. */
const LONGEST_WAIT = Duration.hours(1);

/** Functions of the CDK's provider. */
const FRAMEWORK = ['framework-onEvent', 'framework-isComplete', 'framework-onTimeout'];

/** The longest a function runs. */
const LONGEST_RUN = Duration.minutes(15);

/**
 * Makes accounts for {@link TenantAccount}, in the management account. One serves all tenants.
 *
 * It may do with AWS Organizations what vending takes, and no more: it cannot close an account, and enters none.
 *
 * @example
 * const provider = new TenantAccountProvider(this, 'Provider', { organizationId: 'o-a1b2c3d4e5', encryptionKey: key });
 */
export class TenantAccountProvider extends Construct {
  /** What a custom resource is made by. */
  public readonly serviceToken: string;

  public constructor(scope: Construct, id: string, { organizationId, encryptionKey }: TenantAccountProviderProps) {
    super(scope, id);
    const begin = this.handler('Begin', 'onEvent', "Checks what is asked for a tenant's account", encryptionKey);
    const finish = this.handler('Finish', 'isComplete', 'Makes accounts for tenants', encryptionKey);
    for (const statement of vendingStatements(Stack.of(this), organizationId)) finish.addToRolePolicy(statement);
    const { partition, account } = Stack.of(this);
    acknowledge(
      finish.role!,
      'Listing accounts and requests, and creating an account, cannot be narrowed to a resource; a created account must carry the tenant’s tag. What can be narrowed is, to this organization.',
      ['*', ...resourcesOf(shownInFindings(partition), shownInFindings(account), organizationId)].map(
        (resource) => `AwsSolutions-IAM5[Resource::${resource}]`,
      ),
    );
    this.serviceToken = this.provider(begin, finish, encryptionKey).serviceToken;
  }

  private handler(id: string, name: string, description: string, encryptionKey: kms.IKey): lambda.Function {
    const { role, logGroup } = new LoggingRole(this, `${id}Role`, {
      description,
      logRetention: logs.RetentionDays.ONE_YEAR,
      encryptionKey,
    });
    const handler = new lambda.Function(this, id, {
      description,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      handler: `index.${name}`,
      memorySize: 256,
      code: handlerCode('tenant-account', 'handler'),
      timeout: LONGEST_RUN,
      role,
      logGroup,
    });
    acknowledgeDeploymentFunction(handler);
    acknowledgeOutsideNetwork(handler);
    return handler;
  }

  private provider(
    onEventHandler: lambda.Function,
    isCompleteHandler: lambda.Function,
    encryptionKey: kms.IKey,
  ): custom_resources.Provider {
    const framework = (id: string, description: string): LoggingRole =>
      new LoggingRole(this, id, { description, logRetention: logs.RetentionDays.ONE_YEAR, encryptionKey });
    const onEvent = framework('OnEventRole', 'Answers CloudFormation about accounts of tenants');
    const completion = framework('CompletionRole', 'Asks whether accounts of tenants are there');
    const provider = new custom_resources.Provider(this, 'Provider', {
      onEventHandler,
      isCompleteHandler,
      queryInterval: Duration.seconds(30),
      totalTimeout: LONGEST_WAIT,
      frameworkOnEventRole: onEvent.role,
      frameworkCompleteAndTimeoutRole: completion.role,
      logGroup: onEvent.logGroup,
    });
    for (const child of FRAMEWORK) {
      const fn = provider.node.findChild(child) as lambda.Function;
      acknowledgeDeploymentFunction(fn);
      acknowledgeOutsideNetwork(fn);
    }
    const functions = [
      onEventHandler,
      isCompleteHandler,
      ...FRAMEWORK.map((child) => provider.node.findChild(child) as lambda.Function),
    ];
    const wildcards = functions.map((each) => {
      const logicalId = Stack.of(this).getLogicalId(each.node.defaultChild as lambda.CfnFunction);
      return `AwsSolutions-IAM5[Resource::<${logicalId}.Arn>:*]`;
    });
    const waiter = provider.node.findChild('waiter-state-machine');
    for (const role of [onEvent.role, completion.role, waiter]) {
      acknowledge(
        role,
        'The wildcard stands for the versions and aliases of the one function; it has none.',
        wildcards,
      );
    }
    acknowledgeInlinePolicies(waiter);
    acknowledge(waiter, 'Its steps are calls of one function, which logs what it did and how long it took.', [
      'AwsSolutions-SF1',
      'AwsSolutions-SF2',
    ]);
    return provider;
  }
}

/** Whatever vending changes: accounts, units and the root of this organization, and the contacts of its accounts. */
function resourcesOf(partition: string, account: string, organizationId: string): string[] {
  return [
    `arn:${partition}:account::${account}:account/${organizationId}/*`,
    ...['account', 'ou', 'root'].map(
      (kind) => `arn:${partition}:organizations::${account}:${kind}/${organizationId}/*`,
    ),
  ];
}

/** What vending calls, and nothing else: no `CloseAccount`, no `LeaveOrganization`, no role in any account. */
function vendingStatements(stack: Stack, organizationId: string): iam.PolicyStatement[] {
  const [contacts = '', ...resources] = resourcesOf(stack.partition, stack.account, organizationId);
  return [
    new iam.PolicyStatement({
      sid: 'Look',
      actions: [
        'organizations:DescribeCreateAccountStatus',
        'organizations:ListAccounts',
        'organizations:ListCreateAccountStatus',
        'organizations:ListRoots',
      ],
      // These have no resource to name.
      resources: ['*'],
    }),
    new iam.PolicyStatement({
      sid: 'Create',
      actions: ['organizations:CreateAccount'],
      // An account that is yet to be made has no name.
      resources: ['*'],
      conditions: { Null: { 'aws:RequestTag/tenantry:tenant-id': 'false' } },
    }),
    new iam.PolicyStatement({
      sid: 'TagAndMove',
      actions: [
        'organizations:ListOrganizationalUnitsForParent',
        'organizations:ListParents',
        'organizations:ListTagsForResource',
        'organizations:MoveAccount',
        'organizations:TagResource',
      ],
      resources,
    }),
    new iam.PolicyStatement({
      sid: 'Contacts',
      actions: ['account:GetAlternateContact', 'account:PutAlternateContact'],
      resources: [contacts],
    }),
  ];
}
