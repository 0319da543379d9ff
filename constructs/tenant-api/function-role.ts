import { Stack, aws_iam as iam } from 'aws-cdk-lib';
import type { aws_logs as logs } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acknowledge } from '../support/acknowledge';

export interface FunctionRoleProps {
  /** What the function does, in the third person. */
  readonly description: string;

  /** Where the function logs; the role can write nowhere else. */
  readonly logGroup: logs.ILogGroup;

  /** Whether the function is attached to a network. */
  readonly inVpc: boolean;
}

/**
 * Execution role of a function that may log and do nothing else.
 *
 * For a function in a network, Lambda itself manages the network interfaces with this role; the code of the
 * function is denied those same actions.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-best-practice
 */
export class FunctionRole extends iam.Role {
  public constructor(scope: Construct, id: string, { description, logGroup, inVpc }: FunctionRoleProps) {
    super(scope, id, {
      description,
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: inVpc ? [iam.ManagedPolicy.fromAwsManagedPolicyName(ENI_POLICY)] : [],
    });
    logGroup.grantWrite(this);

    if (inVpc) {
      this.addToPolicy(denyInterfacesToCode(this));
      acknowledge(
        this,
        'Lambda creates and deletes the network interfaces of the function with this role, and these actions support no resource known before the interface exists. The policy holds nothing else, and the code of the function is denied all of it.',
        [`AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${ENI_POLICY}]`],
      );
    }
  }

  /** Acknowledges what rule packs say of the policy; call once everything has been granted. */
  public acknowledgePolicy({ tracing }: { readonly tracing: boolean }): void {
    const policy = this.node.findChild('DefaultPolicy');
    acknowledge(
      policy,
      'The statements are meant for this one role and are deleted with it; a managed policy could be attached to another.',
      ['HIPAA.Security-IAMNoInlinePolicy', 'NIST.800.53.R5-IAMNoInlinePolicy', 'PCI.DSS.321-IAMNoInlinePolicy'],
    );
    if (!tracing) return;
    acknowledge(
      policy,
      'xray:PutTraceSegments and xray:PutTelemetryRecords support no resources; they can only add traces to the own account.',
      ['AwsSolutions-IAM5[Resource::*]'],
    );
  }
}

const ENI_POLICY = 'service-role/AWSLambdaENIManagementAccess';

function denyInterfacesToCode(scope: Construct): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'DenyNetworkInterfacesToCode',
    effect: iam.Effect.DENY,
    actions: [
      'ec2:AssignPrivateIpAddresses',
      'ec2:CreateNetworkInterface',
      'ec2:DeleteNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:DetachNetworkInterface',
      'ec2:UnassignPrivateIpAddresses',
    ],
    resources: ['*'], // A denial that named resources would have holes.
    conditions: {
      // The key is present only when code in a function calls. Any function: the one that uses this role cannot be named before it exists.
      ArnLike: {
        'lambda:SourceFunctionArn': Stack.of(scope).formatArn({ service: 'lambda', resource: 'function:*' }),
      },
    },
  });
}
