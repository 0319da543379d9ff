import {
  CloudFormationClient,
  DescribeStackDriftDetectionStatusCommand,
  DescribeStackResourceDriftsCommand,
  DetectStackDriftCommand,
  type StackResourceDrift,
} from '@aws-sdk/client-cloudformation';
import { OperationError } from '../errors';
import { lookupRole } from './deploy-role';
import type { CredentialProvider } from './operator-session';
import type { TenantEnvironment } from './tenant-environments';

/** A property whose value is not that of the template. */
export interface PropertyDrift {
  /** Place in the resource's properties, e.g. `/Tags/0/Value`. */
  readonly path: string;
  readonly kind: 'ADD' | 'REMOVE' | 'NOT_EQUAL';
  /** As the template has it, in JSON or as plain text; absent where it has nothing. */
  readonly expected?: string;
  /** As it is; absent where there is nothing. */
  readonly actual?: string;
}

/** A resource that is not as its template says. */
export interface ResourceDrift {
  readonly stack: string;
  /** Logical id. */
  readonly resource: string;
  readonly type: string;
  readonly physicalId?: string;
  readonly status: 'MODIFIED' | 'DELETED';
  readonly properties: readonly PropertyDrift[];
}

/** What came of looking for drift in a stack. */
export interface StackDrift {
  /** How many resources CloudFormation compared; it cannot compare every type. */
  readonly compared: number;
  readonly drifted: readonly ResourceDrift[];
  /** Resources of which CloudFormation could not say anything, and why. */
  readonly unknown: readonly string[];
  /** Why the detection failed; absent if it did not. What it did find is there all the same. */
  readonly failure?: string;
}

/** Where to look for drift. */
export interface StackDriftRequest {
  readonly stack: string;
  readonly environment: TenantEnvironment;
}

/** What {@link stackDrift} works with. */
export interface StackDriftContext {
  /** Of the operator account. */
  readonly operator: CredentialProvider;
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

const COMPARED: ReadonlySet<string> = new Set(['IN_SYNC', 'MODIFIED', 'DELETED']);

const NO_REASON = 'CloudFormation does not say why';

const POLL_MS = 3_000;

/** AWS speaks of several minutes for a large stack. */
const MAX_WAIT_MS = 20 * 60_000;

/**
 * Has CloudFormation compare the resources of a stack with its template.
 *
 * Asks through the lookup role of the bootstrap: CloudFormation reads the resources with the permissions of whoever asks, and the
 * deploy role may read none of them.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-drift.html
 * @throws OperationError if it takes longer than 20 minutes
 */
export async function stackDrift(
  { stack, environment }: StackDriftRequest,
  { operator, pause }: StackDriftContext,
): Promise<StackDrift> {
  const client = new CloudFormationClient({
    region: environment.region,
    credentials: lookupRole(environment, operator, 'tenantry-drift'),
  });
  try {
    const { StackDriftDetectionId: id } = await client.send(new DetectStackDriftCommand({ StackName: stack }));
    const failure = await detectionEnds(client, stack, id, pause);
    const drifts = await resourceDrifts(client, stack);
    return {
      compared: drifts.filter(({ StackResourceDriftStatus: status }) => COMPARED.has(status ?? '')).length,
      drifted: drifts.flatMap((drift) => toResourceDrift(stack, drift)),
      unknown: drifts.flatMap((drift) => toUnknown(stack, drift)),
      ...(failure !== undefined && { failure }),
    };
  } finally {
    client.destroy();
  }
}

/** Why the detection failed; undefined if it did not. */
async function detectionEnds(
  client: CloudFormationClient,
  stack: string,
  id: string | undefined,
  pause: StackDriftContext['pause'],
): Promise<string | undefined> {
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    const { DetectionStatus: status, DetectionStatusReason: reason } = await client.send(
      new DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId: id }),
    );
    if (status === 'DETECTION_COMPLETE') return undefined;
    if (status === 'DETECTION_FAILED') return reason ?? NO_REASON;
    if (waitedMs >= MAX_WAIT_MS) {
      throw new OperationError(`${stack}: CloudFormation has been looking for drift for 20 minutes`);
    }
    await pause(POLL_MS);
  }
}

async function resourceDrifts(client: CloudFormationClient, stack: string): Promise<StackResourceDrift[]> {
  const drifts: StackResourceDrift[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new DescribeStackResourceDriftsCommand({ StackName: stack, MaxResults: 100, NextToken }),
    );
    drifts.push(...(page.StackResourceDrifts ?? []));
    ({ NextToken } = page);
  } while (NextToken !== undefined);
  return drifts.toSorted((one, other) => ((one.LogicalResourceId ?? '') < (other.LogicalResourceId ?? '') ? -1 : 1));
}

function toUnknown(
  stack: string,
  {
    LogicalResourceId: resource,
    ResourceType: type,
    StackResourceDriftStatus: status,
    DriftStatusReason: reason,
  }: StackResourceDrift,
): string[] {
  return status === 'UNKNOWN' ? [`${stack}/${resource} (${type}): ${reason ?? NO_REASON}`] : [];
}

function toResourceDrift(stack: string, drift: StackResourceDrift): ResourceDrift[] {
  const { StackResourceDriftStatus: status, PhysicalResourceId: physicalId } = drift;
  if (status !== 'MODIFIED' && status !== 'DELETED') return [];
  return [
    {
      stack,
      resource: drift.LogicalResourceId ?? '',
      type: drift.ResourceType ?? '',
      ...(physicalId !== undefined && { physicalId }),
      status,
      properties: (drift.PropertyDifferences ?? []).map(
        ({ PropertyPath: path = '', DifferenceType: kind, ExpectedValue: expected, ActualValue: actual }) => ({
          path,
          kind: kind ?? 'NOT_EQUAL',
          ...(expected !== undefined && expected !== 'null' && { expected }),
          ...(actual !== undefined && actual !== 'null' && { actual }),
        }),
      ),
    },
  ];
}
