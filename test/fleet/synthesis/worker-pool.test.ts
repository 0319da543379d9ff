import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
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
    new Error('the process that synthesized "acme" ended with SIGKILL; run it again'),
  );
});
