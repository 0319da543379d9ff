import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from './rate-limits';

/** There is no time to wait; what was begun is gone on with later. */
export class OutOfTime extends Error {
  public override readonly name = 'OutOfTime';
}

/**
 * A clock for somebody who must be done by a certain time: it does not begin to wait for longer.
 *
 * @param deadline milliseconds since 1970
 */
export function limitedClock(deadline: number): Clock {
  return {
    now: Date.now,
    pause: async (milliseconds) => {
      if (Date.now() + milliseconds > deadline) throw new OutOfTime('no time is left');
      await pause(milliseconds);
    },
  };
}
