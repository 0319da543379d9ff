import { aws_iam as iam } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { allowApiReads } from '../policies/allow-api-reads';
import { allowBackupRestores } from '../policies/allow-backup-restores';
import { allowDatabaseKeyGrants } from '../policies/allow-database-key-grants';
import { allowDatabaseRecovery } from '../policies/allow-database-recovery';
import { allowLogReads } from '../policies/allow-log-reads';
import { allowObserving } from '../policies/allow-observing';
import { allowPassingBackupRole } from '../policies/allow-passing-backup-role';
import { allowRestoredClusterInstances } from '../policies/allow-restored-cluster-instances';
import { allowStoppingRollouts } from '../policies/allow-stopping-rollouts';
import { acknowledge } from '../support/acknowledge';

/** Resources with a wildcard, as cdk-nag prints them. Each has its reason beside it, in its statement. */
const WILDCARD_RESOURCES = [
  '*',
  'arn:<AWS::Partition>:apigateway:*::/account',
  'arn:<AWS::Partition>:apigateway:*::/domainnames',
  'arn:<AWS::Partition>:apigateway:*::/domainnames/*',
  'arn:<AWS::Partition>:apigateway:*::/restapis',
  'arn:<AWS::Partition>:apigateway:*::/restapis/*',
  'arn:<AWS::Partition>:apigateway:*::/usageplans',
  'arn:<AWS::Partition>:apigateway:*::/usageplans/*',
  'arn:<AWS::Partition>:backup:*:<AWS::AccountId>:backup-vault:*',
  'arn:<AWS::Partition>:backup:*:<AWS::AccountId>:recovery-point:*',
  'arn:<AWS::Partition>:cloudformation:*:<AWS::AccountId>:stack/*',
  'arn:<AWS::Partition>:cloudwatch:*:<AWS::AccountId>:alarm:*',
  'arn:<AWS::Partition>:codedeploy:*:<AWS::AccountId>:deploymentgroup:*',
  'arn:<AWS::Partition>:iam::<AWS::AccountId>:role/*',
  'arn:<AWS::Partition>:kms:*:<AWS::AccountId>:key/*',
  'arn:<AWS::Partition>:lambda:*:<AWS::AccountId>:function:*',
  'arn:<AWS::Partition>:rds:*:<AWS::AccountId>:*',
  'arn:<AWS::Partition>:rds:*:<AWS::AccountId>:cluster-snapshot:awsbackup:*',
  'arn:<AWS::Partition>:rds:*:<AWS::AccountId>:snapshot:awsbackup:*',
];

/** What on-call may do in a tenant's account: see it, restore it, stop a bad release. */
export class OperatePolicy extends iam.ManagedPolicy {
  public constructor(scope: Construct, id: string, { managedPolicyName }: { readonly managedPolicyName: string }) {
    super(scope, id, {
      managedPolicyName,
      description: 'What on-call may see, restore and stop in this account',
      statements: [
        allowObserving(),
        allowApiReads(),
        allowLogReads(),
        allowDatabaseRecovery(),
        allowRestoredClusterInstances(),
        allowDatabaseKeyGrants(),
        allowBackupRestores(),
        allowPassingBackupRole(),
        allowStoppingRollouts(),
      ],
    });

    acknowledge(
      this,
      'Every action is named. The account holds one tenant, whose resources get generated names from later stacks and new ' +
        'ones from restores; lists and queries have no resource to name.',
      WILDCARD_RESOURCES.map((resource) => `AwsSolutions-IAM5[Resource::${resource}]`),
    );
  }
}
