import type { Clock } from './rate-limits';

/** A call that failed and will be repeated. */
export interface Wait {
  readonly error: unknown;
  /** Milliseconds since the first try. */
  readonly waitedMs: number;
  /** Milliseconds after the first try at which a failure like this one is given up on. */
  readonly patienceMs: number;
}

/** How long to keep trying. */
export interface RetryOptions {
  readonly clock: Clock;
  /** A number from 0 to 1; spreads retries of many callers. */
  readonly random: () => number;
  /** Milliseconds for which a failure like this one is worth repeating the call; 0 if it does not pass. */
  readonly patienceMs: (error: unknown) => number;
  /** Is told before each pause. */
  readonly onWait?: ((wait: Wait) => void) | undefined;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Repeats a call while it fails for reasons that pass, with exponential backoff and jitter.
 *
 * @throws the last failure, when it does not pass or patience is at its end
 * @see https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
 */
export async function retry<Value>(call: () => Promise<Value>, options: RetryOptions): Promise<Value> {
  const { clock, random, patienceMs: patienceWith, onWait } = options;
  const started = clock.now();
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return await call();
    } catch (error) {
      const [waitedMs, patienceMs] = [clock.now() - started, patienceWith(error)];
      if (waitedMs >= patienceMs) throw error;
      onWait?.({ error, waitedMs, patienceMs });
      await clock.pause(pauseMs / 2 + (random() * pauseMs) / 2);
    }
  }
}
