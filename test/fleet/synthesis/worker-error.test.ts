import { deserialize, serialize } from 'node:v8';
import { ConfigError, OperationError, UsageError } from '../../../lib/errors';
import { fromWorkerError, toWorkerError } from '../../../lib/fleet/synthesis/worker-error';

/** What the parent process throws where a synthesis has thrown; between them lies what Node makes of messages. */
function thrownAgain(thrown: unknown): Error {
  return fromWorkerError(deserialize(serialize(toWorkerError(thrown))) as ReturnType<typeof toWorkerError>);
}

test.each([
  new ConfigError([{ file: 'tenants/acme.ts', path: 'tier', message: 'unknown tier "gold"' }]),
  new UsageError('--tenants: no such folder'),
  new OperationError('the templates break rules'),
])('stays what it was: %s', (error) => {
  expect(thrownAgain(error)).toStrictEqual(error);
});

test('of the system is one that was foreseen, in words', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {
    code: 'ENOSPC',
    syscall: 'write',
    path: 'cdk.out/manifest.json',
  });

  expect(thrownAgain(full)).toStrictEqual(
    new OperationError('cannot write "cdk.out/manifest.json": no space is left on the disk'),
  );
});

test('that nobody has foreseen keeps where it happened', () => {
  const error = new TypeError('x is not a function');

  expect(thrownAgain(error)).toMatchObject({ name: 'Error', message: error.message, stack: error.stack });
  expect(thrownAgain('no').message).toBe('no');
});
