import { RemovalPolicy, aws_dynamodb as dynamodb, type aws_kms as kms } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acknowledge } from '../support/acknowledge';
import { VERSIONS } from './ring-handler/names';

/** Props of {@link VersionTable}. */
export interface VersionTableProps {
  readonly encryptionKey: kms.IKey;
}

/**
 * What runs where in a region: one item a tenant, by its id (`tenant`).
 *
 * `release`, `commit` and `since` are of the last release that was completed; `status` says how the latest attempt stands, `target` which release it is of,
 * `reason` why it failed, and `rollback` why the tenant could not be brought back.
 *
 * From what else there is a tenant is brought back: `item` is what the list of that release had of the tenant, as JSON; `releaseBefore`, `commitBefore` and
 * `itemBefore` are of the one before it, empty for the first; `changed` names the stacks that may be something else, because a release is not settled.
 */
export class VersionTable extends dynamodb.Table {
  public constructor(scope: Construct, id: string, { encryptionKey }: VersionTableProps) {
    super(scope, id, {
      tableName: VERSIONS,
      partitionKey: { name: 'tenant', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      encryption: dynamodb.TableEncryption.CUSTOMER_MANAGED,
      encryptionKey,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(
      this,
      'Can be restored to any second of the last 35 days, and what it says can be read from the stacks themselves.',
      ['HIPAA.Security-DynamoDBInBackupPlan', 'NIST.800.53.R5-DynamoDBInBackupPlan'],
    );
  }
}
