import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning } from '../../../lib/operations/is-running';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenantry-worker-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Works on its task until its parent is dead and the next run has cleaned up, and then makes its folder again. */
const WORKER = `
  const { existsSync, mkdirSync, renameSync, writeFileSync } = require('node:fs');
  const { serveTasks } = require(${JSON.stringify(resolve('dist/lib/fleet/synthesis/serve-tasks.js'))});
  serveTasks((part, { outdir }) => {
    writeFileSync('begun', String(process.pid));
    renameSync('begun', 'worker');
    while (existsSync(outdir)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    mkdirSync(outdir + '/again', { recursive: true });
    throw new Error('cut off');
  });
`;

const PARENT = `
  const worker = require('node:child_process').fork('./worker.js', [], { serialization: 'advanced' });
  worker.send({ kind: 'check', part: { id: 'acme' }, output: 'partial/assembly', scratch: 'partial/scratch' });
`;

test('leaves nothing behind that a worker makes after its parent was killed', async () => {
  writeFileSync(join(folder, 'worker.js'), WORKER);
  writeFileSync(join(folder, 'parent.js'), PARENT);
  const [partial, begun] = [join(folder, 'partial'), join(folder, 'worker')];
  mkdirSync(join(partial, 'scratch'), { recursive: true });
  const parent = spawn(process.execPath, ['parent.js'], { cwd: folder, stdio: 'ignore' });
  await until(() => existsSync(begun));
  const worker = Number(readFileSync(begun, 'utf8'));

  parent.kill('SIGKILL');
  // At once, as the worker looks for it all the time.
  renameSync(partial, join(folder, 'gone'));
  await until(() => !isRunning(worker));

  expect(existsSync(partial)).toBe(false);
});

test('leaves alone what others work on when it ends while its parent lives', async () => {
  const scratch = join(folder, 'partial', 'scratch');
  mkdirSync(scratch, { recursive: true });
  writeFileSync(
    join(folder, 'worker.js'),
    `require(${JSON.stringify(resolve('dist/lib/fleet/synthesis/serve-tasks.js'))}).serveTasks(() => process.exit(3));`,
  );
  const worker = fork(join(folder, 'worker.js'), [], { serialization: 'advanced' });
  worker.send({ kind: 'check', part: { id: 'acme' }, output: join(folder, 'partial/assembly'), scratch });

  expect(await once(worker, 'exit')).toEqual([3, null]);
  expect(existsSync(scratch)).toBe(true);
});

async function until(holds: () => boolean): Promise<void> {
  // Jest's limit ends it if that never comes.
  while (!holds()) await sleep(20);
}
