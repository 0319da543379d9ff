import {
  ArnFormat,
  Duration,
  Stack,
  aws_iam as iam,
  type aws_kms as kms,
  type aws_s3 as s3,
  aws_stepfunctions as sfn,
  cx_api,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledge } from '../support/acknowledge';
import { shownInFindings } from '../support/shown-in-findings';
import { acknowledgeDistributedMap } from './acknowledge-machine';
import { assumeRolesOfTenants } from './assume-roles-of-tenants';
import { machineLog } from './machine-log';
import { retried } from './retried';

/** Props of {@link RingMachine}. */
export interface RingMachineProps {
  /** Name of the state machine, by which the release reaches it from another region. */
  readonly stateMachineName: string;
  readonly comment: string;
  /** The states of one tenant; makes them in the scope it is given. */
  readonly tenant: (scope: Construct) => sfn.IChainable;
  /** Where the ring's list of tenants is, and where results go. */
  readonly releases: s3.Bucket;
  readonly organizationId: string;
  /** Names of roles in tenants' accounts that the states use, with `*` for the rest of a name. */
  readonly tenantRoles: readonly string[];
  readonly encryptionKey: kms.IKey;
}

/** Name of the map in the names of its runs. */
const MAP = 'Tenants';

/**
 * What the bucket and the table need of their key.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 */
const KEY_ACTIONS = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey'];

/** No ring takes longer; an execution that hangs ends. */
const LONGEST_RING = Duration.days(7);

/**
 * Does one thing with every tenant of a ring in one region, as a Distributed Map: each tenant is an execution of its own.
 *
 * Takes `{ release, commit, manifest, concurrency, tolerated, halted }`, `manifest` being the key of a JSON array of tenants. Gives `{ total, failed }`, or
 * fails as soon as more than `tolerated` have failed: none is started after that, and those at work are cut off.
 */
export class RingMachine extends Construct {
  public readonly stateMachine: sfn.StateMachine;

  public constructor(scope: Construct, id: string, props: RingMachineProps) {
    super(scope, id);
    const { stateMachineName, comment, tenant, releases, organizationId, tenantRoles, encryptionKey } = props;
    // Without the flag, which an app that uses the construct alone may not have, results are silently not written.
    this.node.setContext(cx_api.STEPFUNCTIONS_USE_DISTRIBUTED_MAP_RESULT_WRITER_V2, true);
    const tenants = new sfn.DistributedMap(this, MAP, {
      label: MAP,
      // A deployment takes longer than the five minutes of an express workflow.
      mapExecutionType: sfn.StateMachineType.STANDARD,
      itemReader: new sfn.S3JsonItemReader({ bucket: releases, key: sfn.JsonPath.stringAt('$.manifest') }),
      itemSelector: {
        'tenant.$': '$$.Map.Item.Value',
        'release.$': '$.release',
        'commit.$': '$.commit',
        'halted.$': '$.halted',
      },
      maxConcurrencyPath: '$.concurrency',
      toleratedFailureCountPath: '$.tolerated',
      resultWriterV2: new sfn.ResultWriterV2({ bucket: releases, prefix: `results/${stateMachineName}` }),
      resultPath: '$.run',
    });
    tenants.itemProcessor(tenant(this));
    // What the map gives says where the results are; how many failed, only the map run says.
    const count = new sfn.CustomState(this, 'CountTenants', {
      stateJson: {
        Type: 'Task',
        Resource: `arn:${Stack.of(this).partition}:states:::aws-sdk:sfn:describeMapRun`,
        Parameters: { 'MapRunArn.$': '$.run.MapRunArn' },
        ResultSelector: {
          'total.$': '$.ItemCounts.Total',
          'failed.$': 'States.MathAdd($.ItemCounts.Failed, $.ItemCounts.TimedOut)',
        },
      },
    });
    this.stateMachine = new sfn.StateMachine(this, 'Resource', {
      stateMachineName,
      comment,
      definitionBody: sfn.DefinitionBody.fromChainable(tenants.next(retried(count))),
      timeout: LONGEST_RING,
      tracingEnabled: true,
      logs: machineLog(this, stateMachineName, encryptionKey),
    });
    this.stateMachine.addToRolePolicy(assumeRolesOfTenants(this, organizationId, tenantRoles));
    this.stateMachine.addToRolePolicy(
      new iam.PolicyStatement({
        sid: 'CountTenants',
        actions: ['states:DescribeMapRun'],
        resources: [
          Stack.of(this).formatArn({
            service: 'states',
            resource: 'mapRun',
            resourceName: `${stateMachineName}/*`,
            arnFormat: ArnFormat.COLON_RESOURCE_NAME,
          }),
        ],
      }),
    );
    encryptionKey.grant(this.stateMachine, ...KEY_ACTIONS);
    this.acknowledge(props);
  }

  private acknowledge({ releases, tenantRoles, stateMachineName }: RingMachineProps): void {
    const { partition, region, account } = Stack.of(this);
    const bucket: string = Stack.of(this).resolve((releases.node.defaultChild as s3.CfnBucket).logicalId);
    const [shownPartition, shownRegion, shownAccount] = [partition, region, account].map(shownInFindings);
    acknowledge(
      this.stateMachine,
      'Lists of tenants and results have names that are not known before, in a bucket for nothing else; so have runs of the map. Which accounts roles are assumed in is narrowed to the organization, whose accounts come and go.',
      [
        `arn:<AWS::Partition>:s3:::<${bucket}>/*`,
        `arn:${shownPartition}:states:${shownRegion}:${shownAccount}:mapRun:${stateMachineName}/*`,
        ...tenantRoles.map((role) => `arn:${shownPartition}:iam::*:role/${role}`),
      ].map((resource) => `AwsSolutions-IAM5[Resource::${resource}]`),
    );
    acknowledgeDistributedMap(this.stateMachine, MAP);
  }
}
