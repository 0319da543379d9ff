import type { WayBack, WayBackEvent } from './event';
import { planWayBack } from './plan-way-back';

/** Plans the way back of one tenant for the state machine; calls nothing. */
export async function handler(event: WayBackEvent): Promise<WayBack> {
  return planWayBack(event);
}
