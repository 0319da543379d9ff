import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { OperationError, UsageError } from '../../../lib/errors';
import type { SynthesisTask, Synthesizer } from '../../../lib/fleet/synthesis/synthesizer';
import { workerPool } from '../../../lib/fleet/synthesis/worker-pool';
import { isRunning } from '../../../lib/operations/is-running';

let folder: string;
let pool: Synthesizer;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenantry-pool-'));
});
afterEach(() => {
  pool.close();
  rmSync(folder, { recursive: true });
});

function aPool(worker: string, size = 1): Synthesizer {
  writeFileSync(join(folder, 'worker.js'), worker);
  pool = workerPool({ module: join(folder, 'worker.js'), size });
  return pool;
}

function aTask(id: string): SynthesisTask {
  const part = { id } as SynthesisTask['part'];
  return { kind: 'synthesize', part, output: join(folder, 'assembly'), scratch: join(folder, 'scratch') };
}

test('starts another process in the place of one that has ended while it had nothing to do', async () => {
  const { run } = aPool(`
    require('node:fs').writeFileSync(${JSON.stringify(join(folder, 'worker'))}, String(process.pid));
    process.on('message', () => process.send({ ok: true, result: {} }, () => process.exit()));
  `);
  const done: number[] = [];
  await run([aTask('acme')], (_, index) => done.push(index));
  while (isRunning(Number(readFileSync(join(folder, 'worker'), 'utf8')))) await sleep(20);
  await run([aTask('globex')], (_, index) => done.push(index));

  expect(done).toEqual([0, 0]);
});

test('ends processes that have nothing to do while others work', async () => {
  const { run } = aPool(
    `
    require('node:fs').appendFileSync(${JSON.stringify(join(folder, 'workers'))}, process.pid + '\\n');
    process.on('message', (task) => (task.part ? process.send({ ok: true, result: {} }) : process.exit()));
  `,
    2,
  );
  const alive = () =>
    readFileSync(join(folder, 'workers'), 'utf8')
      .trim()
      .split('\n')
      .filter((pid) => isRunning(Number(pid)));

  await run([aTask('acme'), aTask('globex')], () => undefined);
  expect(alive()).toHaveLength(2);
  let meanwhile: readonly string[] = [];
  await run([aTask('hooli')], () => (meanwhile = alive()));
  expect(meanwhile).toHaveLength(1);
});

test('names the tenant whose process has ended, and how', async () => {
  const { run } = aPool(`process.on('message', () => process.kill(process.pid, 'SIGKILL'));`);

  await expect(run([aTask('acme')], () => undefined)).rejects.toThrow(
    new OperationError(
      'the process that synthesized "acme" ended with SIGKILL; run it again, with fewer --jobs if memory ran out',
    ),
  );
});

test.each<[string, Readonly<Record<'synthesize' | 'check', number>>, number]>([
  ['as many parts as its memory takes', { synthesize: 64, check: 0 }, 1],
  ['one more', { synthesize: 65, check: 0 }, 2],
  ['a check after a few parts', { synthesize: 8, check: 1 }, 1],
  ['a check after more parts', { synthesize: 9, check: 1 }, 2],
  ['many checks', { synthesize: 1, check: 20 }, 1],
])('has a process do %s before another takes its place, and never two at a time', async (_, tasks, expected) => {
  const { run } = aPool(`
    require('node:fs').appendFileSync(${JSON.stringify(join(folder, 'workers'))}, process.pid + '\\n');
    process.on('message', (task) => (task.part ? process.send({ ok: true, result: {} }) : process.exit()));
  `);
  const pids = () => readFileSync(join(folder, 'workers'), 'utf8').trim().split('\n');
  const all = [
    ...Array.from({ length: tasks.synthesize }, () => aTask('acme')),
    ...Array.from({ length: tasks.check }, () => ({ ...aTask('acme'), kind: 'check' as const })),
  ];
  const alive: number[] = [];
  await run(all, () => alive.push(pids().filter((pid) => isRunning(Number(pid))).length));

  expect(pids()).toHaveLength(expected);
  expect(new Set(alive)).toEqual(new Set([1]));
});

test('begins nothing more once a part has failed', async () => {
  const { run } = aPool(
    `
    process.on('message', ({ part }) => {
      if (part === undefined) process.exit();
      if (part.id === 'acme') process.send({ ok: false, error: { message: 'no', stack: undefined } });
      else setTimeout(() => process.send({ ok: true, result: {} }), 300);
    });
  `,
    2,
  );
  const done: number[] = [];

  await expect(
    run(['acme', 'globex', 'hooli', 'initech', 'stark'].map(aTask), (_, index) => done.push(index)),
  ).rejects.toThrow(new Error('no'));
  expect(done.length).toBeLessThan(3);
});

test('ends its processes, and begins nothing more, where a result cannot be taken', async () => {
  const { run, close } = aPool(
    `
    require('node:fs').appendFileSync(${JSON.stringify(join(folder, 'workers'))}, process.pid + '\\n');
    process.on('message', (task) => (task.part ? process.send({ ok: true, result: {} }) : process.exit()));
  `,
    2,
  );
  let taken = 0;
  const failing = run(['acme', 'globex', 'hooli', 'initech', 'stark'].map(aTask), () => {
    taken += 1;
    throw new Error('no space is left');
  });

  await expect(failing).rejects.toThrow(new Error('no space is left'));
  close();
  expect(taken).toBeLessThan(3);
  const pids = readFileSync(join(folder, 'workers'), 'utf8').trim().split('\n').map(Number);
  while (pids.some(isRunning)) await sleep(20);
});

test('waits for what is at work, begins nothing more, and ends, where a process cannot be started', () => {
  aPool(`
    process.on('message', ({ part }) => {
      if (part === undefined) process.exit();
      setTimeout(() => process.send({ ok: true, result: {} }), part.id === 'slow' ? 1_000 : 0);
    });
  `);
  // As where memory has run out, the system refuses the next process, that of the check, here because of its environment.
  const script = `
    const { workerPool } = require(${JSON.stringify(resolve('dist/lib/fleet/synthesis/worker-pool.js'))});
    const { run, close } = workerPool({ module: ${JSON.stringify(join(folder, 'worker.js'))}, size: 2 });
    const acme = { kind: 'synthesize', part: { id: 'acme' } };
    const tasks = [{ ...acme, part: { id: 'slow' } }, ...Array(9).fill(acme), { kind: 'check', part: { id: 'hooli' } }, acme];
    run(tasks, (_, index) => {
      console.log(index);
      process.env.TOO_LARGE = 'x'.repeat(200_000);
    })
      .catch(({ name, message }) => console.log(name + ': ' + message))
      .finally(close);
  `;
  const { status, stdout } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8', timeout: 30_000 });

  expect(stdout.replaceAll('\n', ' ')).toBe(
    '1 2 3 4 5 6 7 8 9 0 OperationError: a process to synthesize in could not be started: spawn E2BIG; run it again, with fewer --jobs if memory ran out ',
  );
  expect(status).toBe(0);
});

test.each([
  ['operation', OperationError],
  ['usage', UsageError],
] as const)('gives an error somebody has foreseen back as one: %s', async (kind, type) => {
  const { run } = aPool(`
    process.on('message', (task) =>
      task.part ? process.send({ ok: false, error: { message: 'no', kind: '${kind}' } }) : process.exit());
  `);

  await expect(run([aTask('acme')], () => undefined)).rejects.toThrow(type);
});
