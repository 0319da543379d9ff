import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { interruptible } from '../../lib/cli/interruptible';

test('gives what the work gives, and its errors as they are', async () => {
  const error = new TypeError('no');
  const { stack } = error;
  const failing = interruptible(() => {
    throw error;
  });

  await expect(failing).rejects.toBe(error);
  expect(error.stack).toBe(stack);
  expect(await interruptible(() => 'done')).toBe('done');
});

test.each([
  ['one that came before, while the process was busy', `interrupt(); await interruptible(() => console.log('work'));`],
  ['one in the middle of it', 'await interruptible(() => { interrupt(); for (;;); });'],
])('whoever listens hears of SIGINT at once: %s', (_, work) => {
  // A process of its own: the test's is jest's.
  const script = `
    const { interruptible } = require(${JSON.stringify(resolve('dist/lib/cli/interruptible.js'))});
    process.once('SIGINT', () => process.exit(130));
    const interrupt = () => process.kill(process.pid, 'SIGINT');
    setTimeout(async () => { ${work} });
  `;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8', timeout: 30_000 });

  expect({ status, stdout, stderr }).toEqual({ status: 130, stdout: '', stderr: '' });
});
