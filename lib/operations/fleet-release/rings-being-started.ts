import { GetExecutionHistoryCommand, type HistoryEvent } from '@aws-sdk/client-sfn';
import type { RingEvent } from '../../../constructs/fleet-rollout/ring-handler/event';
import { FUNCTION_SECONDS } from '../../../constructs/fleet-rollout/ring-handler/limits';
import { CHECK_RING } from '../../../constructs/fleet-rollout/ring-handler/names';
import type { ReleaseMachines, RingStep } from './release-machines';
import type { RingPlace } from './ring-places';

/** A ring that a release may start although it was stopped. */
export interface RingBeingStarted {
  readonly ring: string;
  readonly region: string;
  readonly step: RingStep;
  /** How long it may take until it does, in milliseconds from when it was stopped. */
  readonly withinMs: number;
}

/**
 * Rings that a release which was stopped had asked for at that moment: Step Functions ends no function that it has invoked, and one that saw no ring starts
 * it. The ring may be there already; most are.
 *
 * By the clock of Step Functions alone.
 *
 * @param stopped when the release was stopped
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html
 */
export async function ringsBeingStarted(
  machines: ReleaseMachines,
  executionArn: string,
  stopped: Date,
): Promise<RingBeingStarted[]> {
  const { events = [] } = await machines
    .client(machines.homeRegion)
    .send(new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: MAX_EVENTS }));
  return events
    .filter((event) => event.type === 'LambdaFunctionScheduled' && !hasEnded(event, events))
    .flatMap(({ timestamp = stopped, lambdaFunctionScheduledEventDetails: asked }) => {
      const { ring, region, stateMachineArn } = JSON.parse(asked?.input ?? '{}') as Partial<Asked>;
      // The gate is asked for no ring in a region.
      if (ring === undefined || region === undefined || stateMachineArn === undefined) return [];
      const step = stateMachineArn.endsWith(`:${CHECK_RING}`) ? 'check' : 'deploy';
      const withinMs = FUNCTION_SECONDS * 1000 - (stopped.getTime() - timestamp.getTime());
      return [{ ring, region, step, withinMs } as const];
    });
}

/** Whether it is this ring that is being started, and not there yet. */
export function mayBegin({ ring, at, state }: RingPlace, beingStarted: RingBeingStarted): boolean {
  return beingStarted.ring === ring.name && beingStarted.region === at.region && state[beingStarted.step] === undefined;
}

/** All that a release with rings in every region of AWS does in half a minute. */
const MAX_EVENTS = 1000;

/** What the function that follows rings is invoked with. */
type Asked = RingEvent & { readonly stateMachineArn: string };

function hasEnded({ id }: HistoryEvent, events: readonly HistoryEvent[]): boolean {
  const next = events.find(({ previousEventId }) => previousEventId === id);
  if (next === undefined) return false;
  return next.type === 'LambdaFunctionStarted' ? hasEnded(next, events) : ENDS.has(next.type);
}

const ENDS: ReadonlySet<HistoryEvent['type']> = new Set([
  'LambdaFunctionSucceeded',
  'LambdaFunctionFailed',
  'LambdaFunctionTimedOut',
  'LambdaFunctionScheduleFailed',
  'LambdaFunctionStartFailed',
]);
