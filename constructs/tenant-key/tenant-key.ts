import { Duration, RemovalPolicy, Token, aws_kms as kms } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type PropsRule, assertProps } from '../support/assert-props';
import { type KeyService, allowKeyService } from './key-service';

export interface TenantKeyProps {
  /**
   * Name of the key in its account and region, such as `tenant/data`.
   *
   * Letters, digits, `/`, `_` and `-`, at most 250; `aws/` is AWS's own.
   *
   * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html
   */
  readonly alias: string;

  /** What the key protects, for those who find it in the console. */
  readonly description: string;

  /**
   * Whether log groups of the account and region can be encrypted with the key.
   *
   * @default true
   */
  readonly logs?: boolean;

  /**
   * Further services that use the key in their own name. Databases, buckets, secrets and topics need none: they use it
   * in the name of whoever calls them.
   *
   * @default - no further service
   */
  readonly services?: readonly KeyService[];
}

/**
 * A key of the tenant's own, for data at rest.
 *
 * Customer managed and symmetric, rotated every year. Outlives its stack, because what it encrypted does, and can be
 * had back for 30 days after a deletion. The account's own IAM policies say who may use it; services
 * may for this account alone.
 *
 * @example
 * const { key } = new TenantKey(this, 'Key', { alias: 'tenant/data', description: 'Data of the tenant', services: ['cloudwatch'] });
 */
export class TenantKey extends Construct {
  /** The key. */
  public readonly key: kms.Key;

  public constructor(scope: Construct, id: string, props: TenantKeyProps) {
    super(scope, id);
    assertProps(this, props, [aliasIsAName]);
    const { alias, description, logs = true, services = [] } = props;

    this.key = new kms.Key(this, 'Resource', {
      description,
      enableKeyRotation: true,
      rotationPeriod: Duration.days(365),
      pendingWindow: Duration.days(30),
      removalPolicy: RemovalPolicy.RETAIN,
    });
    new kms.Alias(this, 'Alias', { aliasName: `alias/${alias}`, targetKey: this.key });

    for (const service of new Set([...(logs ? (['logs'] as const) : []), ...services])) {
      this.key.addToResourcePolicy(allowKeyService(this, service));
    }
  }
}

const aliasIsAName: PropsRule<TenantKeyProps> = ({ alias }) => {
  if (Token.isUnresolved(alias) || /^(?!aws\/)(?!alias\/)[a-zA-Z0-9/_-]{1,250}$/.test(alias)) return undefined;
  return `alias must be 1 to 250 letters, digits, "/", "_" or "-", and start with neither "alias/" nor "aws/", got "${alias}"`;
};
