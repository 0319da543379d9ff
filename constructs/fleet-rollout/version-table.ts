import { RemovalPolicy, aws_dynamodb as dynamodb, type aws_kms as kms } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acknowledge } from '../support/acknowledge';

/** Props of {@link VersionTable}. */
export interface VersionTableProps {
  readonly encryptionKey: kms.IKey;
}

/**
 * What runs where in a region: one item a tenant, by its id (`tenant`).
 *
 * `release`, `commit` and `since` are of the last release that was completed; `status` is `deploying`, `deployed`, `failed` or `unhealthy`, `target` the
 * release it is about, and `reason` why it is not `deployed`.
 */
export class VersionTable extends dynamodb.Table {
  public constructor(scope: Construct, id: string, { encryptionKey }: VersionTableProps) {
    super(scope, id, {
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
