import { Duration, RemovalPolicy, Stack, aws_iam as iam, aws_lambda as lambda, aws_logs as logs } from 'aws-cdk-lib';
import type { aws_kms as kms } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledge } from '../support/acknowledge';
import { handlerCode } from '../support/handler-code';
import { acknowledgeOwnPolicy, acknowledgeServiceKey } from './acknowledgements';

export interface DefaultSecurityGroupLockProps {
  /** Id of the group to empty. */
  readonly securityGroupId: string;

  /**
   * Key that encrypts the function's log.
   *
   * @default - encrypted by CloudWatch Logs with a key of its own
   */
  readonly encryptionKey?: kms.IKey;
}

/**
 * The function that takes the rules away from a default security group, which CloudFormation itself cannot do.
 *
 * Runs once, when the network is made; idle, it costs nothing.
 */
export class DefaultSecurityGroupLock extends Construct {
  /** Service token of the custom resource that asks for the lock. */
  public readonly serviceToken: string;

  public constructor(scope: Construct, id: string, props: DefaultSecurityGroupLockProps) {
    super(scope, id);

    const logGroup = new logs.LogGroup(this, 'LogGroup', {
      retention: logs.RetentionDays.TWO_WEEKS,
      encryptionKey: props.encryptionKey,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new iam.Role(this, 'Role', {
      description: 'Empties the default security group of the network',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    });
    logGroup.grantWrite(role);
    role.addToPolicy(
      new iam.PolicyStatement({
        sid: 'EmptyDefaultSecurityGroup',
        actions: ['ec2:RevokeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress'],
        resources: [
          Stack.of(this).formatArn({
            service: 'ec2',
            resource: 'security-group',
            resourceName: props.securityGroupId,
          }),
        ],
      }),
    );
    const handler = new lambda.Function(this, 'Handler', {
      description: 'Empties the default security group of the network',
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      code: handlerCode('tenant-network', 'lock-handler'),
      handler: 'index.handler',
      timeout: Duration.seconds(30),
      logGroup,
      role,
    });
    this.serviceToken = handler.functionArn;

    acknowledgeOwnPolicy(role);
    if (props.encryptionKey === undefined) acknowledgeServiceKey(logGroup);
    acknowledge(
      handler,
      'The function runs when a deployment makes the network and handles no tenant data. CloudFormation waits for its answer and shows a failure as one of the deployment, so there is no event to keep and no load to limit.',
      [
        'HIPAA.Security-LambdaConcurrency',
        'HIPAA.Security-LambdaDLQ',
        'NIST.800.53.R5-LambdaConcurrency',
        'NIST.800.53.R5-LambdaDLQ',
      ],
    );
    acknowledge(
      handler,
      'The function calls the EC2 API and answers CloudFormation; it reaches nothing in the network, whose default security group must be closed before anything is in it.',
      ['HIPAA.Security-LambdaInsideVPC', 'NIST.800.53.R5-LambdaInsideVPC', 'PCI.DSS.321-LambdaInsideVPC'],
    );
  }
}
