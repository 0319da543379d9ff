import type { Fault, ProxiedRequest } from './fault-proxy';

/** A resource as CloudFormation speaks of its drift. */
export interface DriftAnswer {
  readonly resource: string;
  readonly type: string;
  readonly status: 'IN_SYNC' | 'MODIFIED' | 'DELETED' | 'NOT_CHECKED' | 'UNKNOWN';
  readonly reason?: string;
  readonly properties?: readonly (readonly [path: string, kind: string, expected: string, actual: string])[];
}

/** How the detection of one stack goes. */
export interface DriftScript {
  /** What CloudFormation says of the detection, one after the other. */
  readonly statuses: readonly string[];
  /** Why the detection failed. */
  readonly reason?: string;
  /** Pages of resources. */
  readonly pages: readonly (readonly DriftAnswer[])[];
}

const NAMESPACE = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';

/** Answers of CloudFormation about drift, which the emulator has none of, in the words of its API reference. */
export function driftAnswers(scriptOf: (stack: string) => DriftScript): Fault[] {
  const looks = new Map<string, number>();
  const stackOf = ({ body }: ProxiedRequest) =>
    'StackName' in body ? String(body.StackName) : String(body.StackDriftDetectionId).slice('id-'.length);
  return [
    always('DetectStackDrift', (request) => `<StackDriftDetectionId>id-${stackOf(request)}</StackDriftDetectionId>`),
    always('DescribeStackDriftDetectionStatus', (request) => {
      const stack = stackOf(request);
      const { statuses, reason } = scriptOf(stack);
      const look = looks.get(stack) ?? 0;
      looks.set(stack, look + 1);
      const status = statuses[Math.min(look, statuses.length - 1)];
      return `<StackDriftDetectionId>id-${stack}</StackDriftDetectionId><StackId>${stack}</StackId><DetectionStatus>${status}</DetectionStatus>${element('DetectionStatusReason', reason)}<Timestamp>2026-03-01T12:00:00.000Z</Timestamp>`;
    }),
    always('DescribeStackResourceDrifts', (request) => {
      const { pages } = scriptOf(stackOf(request));
      const page = Number(request.body.NextToken ?? 0);
      const next = page + 1 < pages.length ? String(page + 1) : undefined;
      return `<StackResourceDrifts>${(pages[page] ?? []).map(resourceXml).join('')}</StackResourceDrifts>${element('NextToken', next)}`;
    }),
  ];
}

function always(action: string, result: (request: ProxiedRequest) => string): Fault {
  const replyXml = (request: ProxiedRequest): string =>
    `<${action}Response xmlns="${NAMESPACE}"><${action}Result>${result(request)}</${action}Result></${action}Response>`;
  return { action, replyXml };
}

function resourceXml({ resource, type, status, reason, properties = [] }: DriftAnswer): string {
  const differences = properties.map(
    ([path, kind, expected, actual]) =>
      `<member><PropertyPath>${path}</PropertyPath><ExpectedValue>${expected}</ExpectedValue><ActualValue>${actual}</ActualValue><DifferenceType>${kind}</DifferenceType></member>`,
  );
  return `<member><LogicalResourceId>${resource}</LogicalResourceId><PhysicalResourceId>${resource}-1</PhysicalResourceId><ResourceType>${type}</ResourceType><StackResourceDriftStatus>${status}</StackResourceDriftStatus>${element('DriftStatusReason', reason)}<PropertyDifferences>${differences.join('')}</PropertyDifferences></member>`;
}

function element(name: string, value: string | undefined): string {
  return value === undefined ? '' : `<${name}>${value}</${name}>`;
}
