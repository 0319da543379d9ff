import { Aws, Duration, type aws_dynamodb as dynamodb, type aws_kms as kms } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledgeMachine } from './acknowledge-machine';
import { AssetBucket } from './asset-bucket';
import { checkTenant } from './check-tenant';
import { deployTenant } from './deploy-tenant';
import { CHECK_RING, DEPLOY_RING } from './ring-handler/names';
import { ReleaseBucket } from './release-bucket';
import { RingMachine } from './ring-machine';
import { stepFunction } from './step-function';
import { VersionTable } from './version-table';

/** Props of {@link FleetRegion}. */
export interface FleetRegionProps {
  /** Organization the tenants' accounts belong to, e.g. `o-a1b2c3d4e5`. */
  readonly organizationId: string;

  /** Key of the buckets, the table and the logs; its policy must let CloudWatch Logs use it. */
  readonly encryptionKey: kms.Key;

  /**
   * Qualifier of the CDK bootstrap of tenants' accounts, whose roles are assumed.
   *
   * @default 'hnb659fds'
   */
  readonly qualifier?: string;

  /**
   * Time between two looks at what CloudFormation does in a tenant's account.
   *
   * @default Duration.seconds(15)
   */
  readonly pollInterval?: Duration;
}

/**
 * What brings releases to the tenants of one region: a bucket for templates and code, one for lists of tenants, a table of what runs where, and two
 * state machines, which deploy to a ring of the region and look whether it is well.
 *
 * Step Functions calls no other region, so each region with tenants has its own. Nothing of a tenant leaves its region by it.
 *
 * @example
 * new FleetRegion(this, 'Fleet', { organizationId: 'o-a1b2c3d4e5', encryptionKey: key });
 */
export class FleetRegion extends Construct {
  /** Templates and code of all tenants of the region. */
  public readonly assets: AssetBucket;
  /** Lists of tenants and results. */
  public readonly releases: ReleaseBucket;
  /** What runs where. */
  public readonly versions: dynamodb.Table;

  public constructor(scope: Construct, id: string, props: FleetRegionProps) {
    super(scope, id);
    const { organizationId, encryptionKey, qualifier = 'hnb659fds', pollInterval = Duration.seconds(15) } = props;
    this.assets = new AssetBucket(this, 'Assets', { organizationId, encryptionKey });
    this.releases = new ReleaseBucket(this, 'Releases', {
      bucketName: `tenantry-releases-${Aws.ACCOUNT_ID}-${Aws.REGION}`,
      encryptionKey,
    });
    this.versions = new VersionTable(this, 'Versions', { encryptionKey });
    const timeout = Duration.seconds(10);
    const guard = stepFunction(this, 'Guard', {
      handler: 'guard-handler',
      description: 'Judges changes of stacks: none may lose data',
      timeout,
      encryptionKey,
    });
    const planner = stepFunction(this, 'WayBack', {
      handler: 'way-back-handler',
      description: 'Says how a tenant is brought back that a release failed',
      timeout,
      encryptionKey,
    });
    const states = { versions: this.versions, guard, planner, pollInterval };
    const shared = { releases: this.releases, organizationId, encryptionKey };

    const deploy = new RingMachine(this, 'DeployRing', {
      ...shared,
      stateMachineName: DEPLOY_RING,
      comment: 'Brings a release to the tenants of a ring in this region',
      tenant: (ring) => deployTenant(ring, states),
      tenantRoles: [`cdk-${qualifier}-deploy-role-*`],
    });
    const check = new RingMachine(this, 'CheckRing', {
      ...shared,
      stateMachineName: CHECK_RING,
      comment: 'Looks whether the tenants of a ring in this region are well, and brings back those that are not',
      tenant: (ring) => checkTenant(ring, states),
      tenantRoles: [`cdk-${qualifier}-deploy-role-*`, `cdk-${qualifier}-lookup-role-*`],
    });
    for (const { stateMachine } of [deploy, check]) acknowledgeMachine(stateMachine, [guard, planner]);
  }
}
