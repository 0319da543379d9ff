import { RateLimiter } from '../../../constructs/tenant-account/handler/rate-limits';
import { retry } from '../../../constructs/tenant-account/handler/retry';
import { Turns } from '../../../constructs/tenant-account/handler/turns';

/** A clock that moves only when somebody pauses. */
function aClock() {
  let time = 1_000_000;
  return {
    now: () => time,
    pause: async (milliseconds: number) => {
      time += milliseconds;
    },
  };
}

describe('a rate', () => {
  test('lets a burst through at once, and then one call an interval', async () => {
    const clock = aClock();
    const limiter = new RateLimiter({ perSecond: 0.1, burst: 3 }, clock);
    const started = clock.now();
    const waits: number[] = [];
    for (let call = 0; call < 5; call++) {
      await limiter.turn();
      waits.push((clock.now() - started) / 1000);
    }

    expect(waits).toEqual([0, 0, 0, 10, 20]);
  });

  test('gives the burst back after a pause, and no more than that', async () => {
    const clock = aClock();
    const limiter = new RateLimiter({ perSecond: 1, burst: 2 }, clock);
    for (let call = 0; call < 2; call++) await limiter.turn();
    await clock.pause(60_000);
    const started = clock.now();
    for (let call = 0; call < 3; call++) await limiter.turn();

    expect(clock.now() - started).toBe(1_000);
  });
});

describe('a retry', () => {
  const passing = new Error('passes');

  test('waits longer each time, up to half a minute, and gives up when patience is at its end', async () => {
    const clock = aClock();
    const started = clock.now();
    const calls: number[] = [];
    const failing = (): Promise<never> => {
      calls.push((clock.now() - started) / 1000);
      return Promise.reject(passing);
    };

    await expect(retry(failing, { clock, random: () => 1, patienceMs: () => 100_000 })).rejects.toBe(passing);
    expect(calls).toEqual([0, 1, 3, 7, 15, 31, 61, 91, 121]);
  });

  test('says before each pause what it waits for, since when and for how long', async () => {
    const waits: unknown[] = [];
    const options = { clock: aClock(), random: () => 1, patienceMs: () => 5_000, onWait: waits.push.bind(waits) };

    await expect(retry(() => Promise.reject(passing), options)).rejects.toBe(passing);
    expect(waits).toEqual([0, 1_000, 3_000].map((waitedMs) => ({ error: passing, waitedMs, patienceMs: 5_000 })));
  });

  test('does not repeat what does not pass', async () => {
    let calls = 0;
    const failing = (): Promise<never> => {
      calls += 1;
      return Promise.reject(passing);
    };

    await expect(retry(failing, { clock: aClock(), random: () => 1, patienceMs: () => 0 })).rejects.toBe(passing);
    expect(calls).toBe(1);
  });

  test('spreads callers by up to half of the pause', async () => {
    const clock = aClock();
    const started = clock.now();
    let calls = 0;
    const failsOnce = (): Promise<string> => (calls++ === 0 ? Promise.reject(passing) : Promise.resolve('done'));

    expect(await retry(failsOnce, { clock, random: () => 0, patienceMs: () => 60_000 })).toBe('done');
    expect(clock.now() - started).toBe(500);
  });
});

test('turns run one after the other, also after one that fails', async () => {
  const turns = new Turns();
  const log: string[] = [];
  const task =
    (name: string, fails = false) =>
    async (): Promise<void> => {
      log.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      log.push(`${name} ends`);
      if (fails) throw new Error(name);
    };

  const results = await Promise.allSettled([turns.take(task('first', true)), turns.take(task('second'))]);

  expect(log).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
});
