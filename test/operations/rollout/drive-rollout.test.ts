import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type DriveRolloutContext,
  askRollout,
  resumeRollout,
  startRollout,
} from '../../../lib/operations/rollout/drive-rollout';
import { RolloutStore } from '../../../lib/operations/rollout/rollout-store';
import { NothingChangedError, type RolloutWork } from '../../../lib/operations/rollout/run-rollout';
import { isOver } from '../../../lib/rollout/is-over';
import type { RolloutPlan } from '../../../lib/rollout/plan-rollout';
import type { RingDefinition } from '../../../lib/rollout/rollout-definition';
import type { RolloutState } from '../../../lib/rollout/rollout-state';
import { START, aRing } from '../../support/rollout-builders';

let folder: string;
let store: RolloutStore;
let deployed: string[];
let clock: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenantry-rollout-'));
  store = new RolloutStore(join(folder, 'tenants'));
  deployed = [];
  clock = START.getTime();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function aPlan(
  rings: Readonly<Record<string, readonly string[]>>,
  changes: Partial<RingDefinition> = {},
  release = '2.0',
): RolloutPlan {
  return {
    release,
    rings: Object.entries(rings).map(([name, tenants]) => ({ definition: aRing({ ...changes, name }), tenants })),
    steppedOver: [],
  };
}

const TWO_RINGS = { canary: ['a', 'b'], general: ['c', 'd', 'e'] };

/** Real files, a clock that waiting moves on, and deployments that take a turn of the event loop. */
function aContext(changes: Partial<DriveRolloutContext> = {}): DriveRolloutContext {
  return {
    store,
    deploy: async (tenant) => {
      await sleep(1);
      deployed.push(tenant);
    },
    whyNot: async () => undefined,
    health: async () => undefined,
    rollBack: async () => '1.9',
    now: () => new Date(clock),
    pause: async (milliseconds) => {
      clock += milliseconds;
      await sleep(1);
    },
    notify: () => undefined,
    ...changes,
  };
}

async function stepsOf(release = '2.0'): Promise<Record<string, string>> {
  const state = await store.read(release);
  const tenants = state?.rings.flatMap((ring) => ring.tenants) ?? [];
  return Object.fromEntries(tenants.map(({ id, progress }) => [id, progress.step]));
}

const failingFor =
  (...tenants: readonly string[]): RolloutWork['deploy'] =>
  async (tenant) => {
    if (tenants.includes(tenant)) throw new Error('no capacity');
    deployed.push(tenant);
  };

describe('a release that is driven', () => {
  test('reaches every tenant ring by ring, and its file says so', async () => {
    const { end } = await startRollout(aPlan(TWO_RINGS, { concurrency: 2, bakeMinutes: 10 }), 'abc123', aContext());

    expect(end).toEqual({ type: 'done' });
    expect(deployed).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(await store.read('2.0')).toMatchObject({ release: '2.0', commit: 'abc123', mode: 'running' });
    expect(await stepsOf()).toEqual({ a: 'deployed', b: 'deployed', c: 'deployed', d: 'deployed', e: 'deployed' });
    expect(readFileSync(join(folder, '.tenantry', '.gitignore'), 'utf8')).toBe('*\n');
    expect(clock - START.getTime()).toBeGreaterThanOrEqual(20 * 60_000);
  });

  test('never works on more tenants at a time than the ring has places', async () => {
    let atWork = 0;
    let most = 0;
    const deploy = async () => {
      most = Math.max(most, ++atWork);
      await sleep(2);
      atWork -= 1;
    };

    await startRollout(aPlan({ canary: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] }, { concurrency: 3 }), undefined, {
      ...aContext(),
      deploy,
    });

    expect(most).toBe(3);
  });

  test('rolls back what failed and stops there', async () => {
    const { end } = await startRollout(aPlan(TWO_RINGS), undefined, aContext({ deploy: failingFor('b') }));

    expect(end).toEqual({ type: 'halted', ring: 'canary', reason: '1 of 2 tenants failed, 0 may' });
    expect(deployed).toEqual(['a']);
    expect((await store.read('2.0'))?.rings[0]?.tenants[1]?.progress).toMatchObject({
      step: 'rolledBack',
      reason: 'no capacity',
      to: '1.9',
    });
  });

  test('rolls tenants back that are not well, and says so where that fails too', async () => {
    const { end } = await startRollout(
      aPlan(TWO_RINGS),
      undefined,
      aContext({
        health: async (tenant) => (tenant === 'a' ? 'in alarm: a-Errors' : undefined),
        rollBack: async () => {
          throw new Error('no release before this one is on record');
        },
      }),
    );

    expect(end.type).toBe('halted');
    expect((await store.read('2.0'))?.rings[0]?.tenants[0]?.progress).toMatchObject({
      step: 'stuck',
      reason: 'in alarm: a-Errors',
      rollback: 'no release before this one is on record',
    });
  });

  test('rolls nothing back where nothing was changed, and gives it another try if that is asked', async () => {
    const rolledBack: string[] = [];
    const refused = async (tenant: string) => {
      if (tenant === 'b') throw new NothingChangedError('a rule is broken');
    };
    const rollBack = async (tenant: string) => {
      rolledBack.push(tenant);
      return '1.9';
    };
    const { end } = await startRollout(aPlan(TWO_RINGS), undefined, aContext({ deploy: refused, rollBack }));

    expect(end).toEqual({ type: 'halted', ring: 'canary', reason: '1 of 2 tenants failed, 0 may' });
    expect(rolledBack).toEqual([]);
    expect((await store.read('2.0'))?.rings[0]?.tenants[1]?.progress).toMatchObject({
      step: 'untouched',
      reason: 'a rule is broken',
    });

    const again = await resumeRollout({ release: '2.0', plan: aPlan(TWO_RINGS), retry: true }, aContext());
    expect(again.end).toEqual({ type: 'done' });
    expect(deployed).toEqual(['b', 'c', 'd', 'e']);
  });

  test('steps over a tenant that is suspended before its turn', async () => {
    const whyNot = async (tenant: string) => {
      if (tenant === 'c') throw new Error('the file of tenant c is broken');
      return tenant === 'd' && deployed.includes('b') ? 'it is suspended' : undefined;
    };

    const { state, end } = await startRollout(aPlan(TWO_RINGS), undefined, aContext({ whyNot }));

    expect(end).toEqual({ type: 'done' });
    // What is wrong with the files of "c" is for its deployment to say.
    expect(deployed).toEqual(['a', 'b', 'c', 'e']);
    expect(state.steppedOver).toEqual([{ tenant: 'd', ring: 'general', reason: 'it is suspended' }]);
  });

  test('rolls back what it knows not to be well where the health of another cannot be read', async () => {
    const health = async (tenant: string) => {
      if (tenant === 'b') throw new Error('access denied');
      return 'in alarm: a-Errors';
    };

    const { end } = await startRollout(aPlan(TWO_RINGS, { toleratedFailures: 1 }), undefined, aContext({ health }));

    expect(end).toEqual({
      type: 'halted',
      ring: 'canary',
      reason: 'the health of its tenants is not known: b: access denied',
    });
    expect(await stepsOf()).toMatchObject({ a: 'rolledBack', b: 'deployed', c: 'waiting' });
  });

  test('stops at a gate where health cannot be read, and asks again when it is resumed', async () => {
    const refused = async () => {
      throw new Error('access denied');
    };
    const first = await startRollout(aPlan(TWO_RINGS), undefined, aContext({ health: refused }));
    expect(first.end).toEqual({
      type: 'halted',
      ring: 'canary',
      reason: 'the health of its tenants is not known: a: access denied; b: access denied',
    });

    const second = await resumeRollout({ release: '2.0', plan: aPlan(TWO_RINGS), retry: false }, aContext());
    expect(second.end).toEqual({ type: 'done' });
    expect(deployed).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  test('gives failed tenants another try if that is asked', async () => {
    await startRollout(aPlan(TWO_RINGS), undefined, aContext({ deploy: failingFor('b') }));
    const plan = aPlan(TWO_RINGS);

    expect((await resumeRollout({ release: '2.0', plan, retry: false }, aContext())).end.type).toBe('halted');
    expect((await resumeRollout({ release: '2.0', plan, retry: true }, aContext())).end).toEqual({ type: 'done' });
    expect(deployed).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});

describe('a release that is done', () => {
  test('gives tenants whose failure was tolerated another try if that is asked', async () => {
    const plan = aPlan(TWO_RINGS, { toleratedFailures: 1 });
    const { end } = await startRollout(plan, undefined, aContext({ deploy: failingFor('b') }));
    expect(end).toEqual({ type: 'done' });
    await expect(resumeRollout({ release: '2.0', plan, retry: false }, aContext())).rejects.toThrow(
      'release 2.0 is over; there is nothing to resume',
    );

    const again = await resumeRollout({ release: '2.0', plan, retry: true }, aContext());

    expect(again.end).toEqual({ type: 'done' });
    expect(deployed).toEqual(['a', 'c', 'd', 'e', 'b']);
  });
});

describe('a release that is paused or aborted by another run', () => {
  test.each([
    { request: 'pause', end: 'paused' },
    { request: 'abort', end: 'aborted' },
  ] as const)('finishes what it has begun, then stops: $request', async ({ request, end }) => {
    const answers: unknown[] = [];
    const deploy = async (tenant: string) => {
      if (tenant === 'b') answers.push(await askRollout('2.0', request, aContext()));
      deployed.push(tenant);
    };

    const result = await startRollout(aPlan(TWO_RINGS), undefined, aContext({ deploy }));

    expect(answers).toEqual([expect.objectContaining({ asked: true })]);
    expect(result.end).toEqual({ type: end });
    expect(deployed).toEqual(['a', 'b']);
  });

  test('goes on after a pause where it stopped', async () => {
    const deploy = async (tenant: string) => {
      if (tenant === 'c') await askRollout('2.0', 'pause', aContext());
      deployed.push(tenant);
    };
    await startRollout(aPlan(TWO_RINGS), undefined, aContext({ deploy }));
    await store.ask('2.0', 'pause');

    const { end } = await resumeRollout({ release: '2.0', plan: aPlan(TWO_RINGS), retry: false }, aContext());

    expect(end).toEqual({ type: 'done' });
    expect(deployed).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  test('is aborted in its file where no run drives it, and is not resumed', async () => {
    await startRollout(aPlan(TWO_RINGS), undefined, aContext({ deploy: failingFor('b') }));

    expect(await askRollout('2.0', 'abort', aContext())).toMatchObject({ asked: false });
    await expect(resumeRollout({ release: '2.0', plan: aPlan(TWO_RINGS), retry: true }, aContext())).rejects.toThrow(
      'release 2.0 is over; it was aborted: start another one',
    );
    await expect(askRollout('2.0', 'pause', aContext())).rejects.toThrow(
      'release 2.0 is over; there is nothing to pause',
    );
  });
});

describe('a release that was cut off and then aborted', () => {
  test('brings back what ran where a tenant was being deployed, and starts nothing', async () => {
    const plan = aPlan(TWO_RINGS);
    class DyingStore extends RolloutStore {
      public override async write(state: RolloutState): Promise<void> {
        if (state.rings[0]?.tenants[0]?.progress.step === 'deployed') throw new Error('killed');
        await super.write(state);
      }
    }
    const dying = new DyingStore(join(folder, 'tenants'));
    await expect(startRollout(plan, undefined, aContext({ store: dying }))).rejects.toThrow('killed');
    await askRollout('2.0', 'abort', aContext());
    expect((await stepsOf()).a).toBe('failed');

    const { end } = await resumeRollout({ release: '2.0', plan, retry: true }, aContext());

    expect(end).toEqual({ type: 'aborted' });
    expect(deployed).toEqual(['a']);
    expect(await stepsOf()).toEqual({ a: 'rolledBack', b: 'waiting', c: 'waiting', d: 'waiting', e: 'waiting' });
  });
});

describe('a release', () => {
  test('waits for the one before it', async () => {
    await startRollout(aPlan(TWO_RINGS), undefined, aContext({ deploy: failingFor('b') }));

    await expect(startRollout(aPlan(TWO_RINGS, {}, '2.1'), undefined, aContext())).rejects.toThrow(
      'release 2.0 is not over; finish it (tenantry rollout resume), or abort it (tenantry rollout abort)',
    );
  });

  test('is rolled out once, and not gone on with after another', async () => {
    await startRollout(aPlan(TWO_RINGS), undefined, aContext());
    await expect(startRollout(aPlan(TWO_RINGS), undefined, aContext())).rejects.toThrow(
      'release 2.0 has been rolled out before (tenantry rollout status --release 2.0); give this one another name with --release',
    );
    clock += 1;
    await startRollout(aPlan(TWO_RINGS, {}, '2.1'), undefined, aContext());
    await expect(resumeRollout({ release: '2.0', plan: aPlan(TWO_RINGS), retry: true }, aContext())).rejects.toThrow(
      'release 2.1 came after release 2.0, which is therefore not gone on with',
    );
  });

  test('is driven by one run at a time', async () => {
    const deploy = async () => {
      await expect(startRollout(aPlan(TWO_RINGS, {}, '2.1'), undefined, aContext())).rejects.toThrow(
        `another run works on a roll-out of this fleet (process ${process.pid} on ${hostname()}, since `,
      );
      expect(await store.isDriven()).toBe(true);
    };
    await startRollout(aPlan({ canary: ['a'] }), undefined, aContext({ deploy }));

    expect(await store.isDriven()).toBe(false);
    expect.assertions(3);
  });

  test('steps over tenants that have left since it was planned', async () => {
    await startRollout(aPlan(TWO_RINGS), undefined, aContext({ deploy: failingFor('a') }));
    const plan = {
      ...aPlan({ canary: ['a', 'b'], general: ['c'] }),
      steppedOver: [{ tenant: 'd', ring: 'general', reason: 'it is suspended' }],
    };

    const { state, end } = await resumeRollout({ release: '2.0', plan, retry: true }, aContext());

    expect(end).toEqual({ type: 'done' });
    expect(deployed).toEqual(['a', 'b', 'c']);
    expect(state.steppedOver).toEqual([
      { tenant: 'd', ring: 'general', reason: 'it is suspended' },
      { tenant: 'e', ring: 'general', reason: 'it is not in the fleet' },
    ]);
  });

  test('whose file was damaged is not guessed at', async () => {
    await startRollout(aPlan(TWO_RINGS), undefined, aContext());
    writeFileSync(store.file('2.0'), '{"release": "2');

    await expect(store.list()).rejects.toThrow(
      `${store.file('2.0')} is no roll-out; restore it, or delete it to forget the release`,
    );
  });
});

describe('a release whose run is cut off', () => {
  /** Lets only so many states reach the disk; afterwards the process is as good as dead. */
  class DyingStore extends RolloutStore {
    public constructor(
      directory: string,
      private writes: number,
    ) {
      super(directory);
    }

    public override async write(state: RolloutState): Promise<void> {
      if (this.writes-- <= 0) throw new Error('killed');
      await super.write(state);
    }
  }

  const plan = aPlan(TWO_RINGS, { concurrency: 2, toleratedFailures: 1 });

  test('is taken up from any state that reached the disk, without a repetition or a gap', async () => {
    const ends: string[] = [];
    for (let writes = 1; writes < 20; writes += 1) {
      deployed = [];
      rmSync(join(folder, '.tenantry'), { recursive: true, force: true });
      const dying = new DyingStore(join(folder, 'tenants'), writes);
      const context = aContext({ store: dying, deploy: failingFor('b') });
      const cut = await startRollout(plan, undefined, context).catch((error: Error) => error.message);
      ends.push(cut === 'killed' ? 'killed' : 'done');
      const done = Object.entries(await stepsOf()).filter(([, step]) => step === 'deployed');
      const before = deployed.length;

      if (cut === 'killed') {
        await resumeRollout({ release: '2.0', plan, retry: false }, aContext({ deploy: failingFor('b') }));
      }

      const again = deployed.slice(before);
      expect(again.filter((tenant) => done.some(([id]) => id === tenant))).toEqual([]);
      expect(new Set(deployed)).toEqual(new Set(['a', 'c', 'd', 'e']));
      expect(await stepsOf()).toEqual({ a: 'deployed', b: 'rolledBack', c: 'deployed', d: 'deployed', e: 'deployed' });
    }
    expect(ends.filter((end) => end === 'killed').length).toBeGreaterThan(8);
    expect(ends.at(-1)).toBe('done');
  });

  test('by kill -9 is taken up at once', async () => {
    const log = join(folder, 'deployed.log');
    const script = `
      const { appendFileSync } = require('node:fs');
      const { setTimeout: sleep } = require('node:timers/promises');
      const { startRollout } = require('./dist/lib/operations/rollout/drive-rollout.js');
      const { RolloutStore } = require('./dist/lib/operations/rollout/rollout-store.js');
      const [directory, log, plan] = process.argv.slice(1);
      startRollout(JSON.parse(plan), undefined, {
        store: new RolloutStore(directory), whyNot: async () => undefined, health: async () => undefined, rollBack: async () => '1.9',
        deploy: async (tenant) => { await sleep(50); appendFileSync(log, tenant); if (tenant === 'd') await sleep(60_000); },
        now: () => new Date(), pause: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined), notify: () => undefined,
      });`;
    const child = spawn(process.execPath, ['-e', script, join(folder, 'tenants'), log, JSON.stringify(plan)], {
      cwd: resolve(__dirname, '../../..'),
      stdio: 'inherit',
    });
    while (!existsSync(log) || !readFileSync(log, 'utf8').includes('d')) await sleep(20);
    await sleep(200);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await stepsOf()).toMatchObject({ a: 'deployed', b: 'deployed', d: 'deploying' });
    // That run had the time of day.
    clock = Date.now();

    const { state, end } = await resumeRollout({ release: '2.0', plan, retry: false }, aContext());

    expect(end).toEqual({ type: 'done' });
    expect(isOver(state)).toBe(true);
    expect(deployed).toContain('d');
    expect(deployed).not.toContain('a');
  });
});
