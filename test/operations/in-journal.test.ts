import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HeldError } from '../../lib/operations/hold-file';
import { inJournal } from '../../lib/operations/in-journal';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenantry-in-journal-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const NOW = '2026-03-01T12:00:00.000Z';
const deploying = <Result>(work: () => Promise<Result>) =>
  inJournal(
    { tenantsDirectory: join(folder, 'tenants'), tenantId: 'acme', step: 'deploy', now: () => new Date(NOW) },
    work,
  );
const journal = () =>
  JSON.parse(readFileSync(join(folder, '.tenantry/journal/acme.json'), 'utf8')) as Record<string, unknown>;

test('keeps other runs away while it works, and lets them work after', async () => {
  const inside = await deploying(async () => {
    expect(journal()).toMatchObject({ inProgress: 'deploy' });
    return deploying(() => Promise.resolve('second')).catch((error: unknown) => error);
  });

  expect(inside).toBeInstanceOf(HeldError);
  expect(journal()).toMatchObject({ completed: { deploy: NOW } });
  expect(journal()).not.toHaveProperty('inProgress');
  await expect(deploying(() => Promise.resolve('third'))).resolves.toBe('third');
});

test('writes down why it failed, and lets others try', async () => {
  await expect(deploying(() => Promise.reject(new Error('no luck')))).rejects.toThrow('no luck');

  expect(journal()).toMatchObject({ inProgress: 'deploy', failure: 'no luck' });
  await expect(deploying(() => Promise.resolve('again'))).resolves.toBe('again');
});

test('tells why the work failed also where that cannot be written down', async () => {
  const failing = deploying(() => {
    rmSync(join(folder, '.tenantry'), { recursive: true });
    return Promise.reject(new Error('no luck'));
  });

  await expect(failing).rejects.toThrow('no luck');
});
