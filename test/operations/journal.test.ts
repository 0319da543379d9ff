import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HeldError } from '../../lib/operations/hold-file';
import { openJournal } from '../../lib/operations/journal';

const NOW = '2026-03-01T12:00:00.000Z';

let folder: string;
const now = () => new Date(NOW);
const open = () => openJournal(join(folder, 'tenants'), 'acme', now);
const file = () => join(folder, '.tenantry', 'journal', 'acme.json');
const content = () => JSON.parse(readFileSync(file(), 'utf8')) as object;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenantry-journal-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What a run on this machine leaves that was killed while it deployed. */
function leaveKilledRun(pid: number): void {
  mkdirSync(join(folder, '.tenantry', 'journal', 'acme.json.lock'), { recursive: true });
  const run = { pid, host: hostname(), startedAt: '2026-03-01T11:00:00.000Z' };
  writeFileSync(file(), JSON.stringify({ tenant: 'acme', run, completed: { vend: NOW }, inProgress: 'deploy' }));
}

describe('journal of a tenant', () => {
  test('says what is in progress, what is done, and what failed', async () => {
    const journal = await open();
    const run = { pid: process.pid, host: hostname(), startedAt: NOW };
    expect(journal.before).toBeUndefined();
    expect(content()).toEqual({ tenant: 'acme', run, completed: {} });

    await journal.begin('vend');
    expect(content()).toEqual({ tenant: 'acme', run, completed: {}, inProgress: 'vend' });
    await journal.complete('vend');
    expect(content()).toEqual({ tenant: 'acme', run, completed: { vend: NOW } });
    await journal.begin('bootstrap');
    await journal.fail('access denied');
    await journal.release();

    const next = await open();
    expect(next.before).toEqual({
      tenant: 'acme',
      run,
      completed: { vend: NOW },
      inProgress: 'bootstrap',
      failure: 'access denied',
    });
    await next.release();
  });

  test('is kept out of the repository', async () => {
    await (await open()).release();

    expect(readFileSync(join(folder, '.tenantry', '.gitignore'), 'utf8')).toBe('*\n');
  });

  test('keeps a second run out while a first is at work, and says which', async () => {
    const journal = await open();

    await expect(open()).rejects.toThrow(
      `another run works on tenant "acme" (process ${process.pid} on ${hostname()}, since ${NOW}); wait until it is done, or, if it was cut off on another machine, try again in 15 seconds`,
    );
    await journal.release();
    await (await open()).release();
  });

  test('is taken over at once from a run that was killed', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    leaveKilledRun(pid);

    const journal = await open();

    expect(journal.before).toMatchObject({ completed: { vend: NOW }, inProgress: 'deploy' });
    expect(content()).toMatchObject({ run: { pid: process.pid }, completed: { vend: NOW }, inProgress: 'deploy' });
    await journal.complete('deploy');
    expect(content()).toMatchObject({ completed: { vend: NOW, deploy: NOW } });
    await journal.release();
  });

  test('is not taken from a process that is alive', async () => {
    leaveKilledRun(process.ppid);

    await expect(open()).rejects.toThrow(`another run works on tenant "acme" (process ${process.ppid} on `);
  });

  test('is not written any more by a run that has lost it', async () => {
    const journal = await open();
    rmSync(`${file()}.lock`, { recursive: true });
    // Locks are renewed every five seconds.
    await sleep(6_000);

    await expect(journal.begin('vend')).rejects.toThrow(HeldError);
    await journal.fail('too late');
    expect(Object.keys(content())).toEqual(['tenant', 'run', 'completed']);
    await journal.release();
  });

  test('is begun anew where it cannot be read', async () => {
    mkdirSync(join(folder, '.tenantry', 'journal'), { recursive: true });
    writeFileSync(file(), '{"tenant": "ac');

    const journal = await open();

    expect(journal.before).toBeUndefined();
    await journal.release();
  });
});
