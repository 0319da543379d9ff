import { SFNClient } from '@aws-sdk/client-sfn';
import type { GateEvent, GateVerdict, RingEvent, RingProgress } from './event';
import { followRing } from './follow-ring';
import { judgeRing } from './judge-ring';

/** Starts and follows a ring in the region it names. */
export async function follow({
  stateMachineArn,
  ...event
}: RingEvent & { readonly stateMachineArn: string }): Promise<RingProgress> {
  const client = new SFNClient({ region: event.region });
  try {
    return await followRing(event, { client, stateMachineArn });
  } finally {
    client.destroy();
  }
}

/** Says whether a release may go on after a ring; calls nothing. */
export async function gate(event: GateEvent): Promise<GateVerdict> {
  return judgeRing(event);
}
