import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HeldError, type Run, holdFile, isHeld, thisRun } from '../../lib/operations/hold-file';

let folder: string;
let gonePid: number;
const file = () => join(folder, 'acme.json');
const owner = async () => JSON.parse(readFileSync(file(), 'utf8')) as Run;
const holding = () => holdFile({ file: file(), what: 'tenant "acme"', owner });
const hold = async () => (await holding()).letGo;

const STARTED = '2026-03-01T12:00:00.000Z';
const aRun = (changes: Partial<Run> = {}): Run => ({ ...thisRun(new Date(STARTED)), ...changes });

beforeAll(() => {
  gonePid = spawnSync(process.execPath, ['-e', '']).pid;
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenantry-hold-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function ageBySeconds(path: string, seconds: number): void {
  const then = Date.now() / 1000 - seconds;
  utimesSync(path, then, then);
}

/** A lock that was renewed so long ago, and whose owner has said so since. */
function leaveLock(run: Run, ageSeconds = 0): void {
  mkdirSync(`${file()}.lock`);
  writeFileSync(file(), JSON.stringify(run));
  ageBySeconds(`${file()}.lock`, ageSeconds);
}

describe('a file that is held', () => {
  test('is known to be lost when its lock is gone, and nothing is written after', async () => {
    const { assertHeld, letGo } = await holding();
    expect(assertHeld).not.toThrow();
    rmSync(`${file()}.lock`, { recursive: true });
    // Locks are renewed every five seconds.
    await sleep(6_000);

    expect(assertHeld).toThrow(HeldError);
    await expect(letGo()).resolves.toBeUndefined();
  });

  test('is taken from a run that was killed by one of those who try, however many try at once', async () => {
    for (let round = 0; round < 10; round += 1) {
      leaveLock(aRun({ pid: gonePid }));
      const tries = Array.from({ length: 5 }, async () => {
        const letGo = await hold();
        writeFileSync(file(), JSON.stringify(aRun()));
        return letGo;
      });
      const outcomes = await Promise.allSettled(tries);

      const held = outcomes.filter((outcome) => outcome.status === 'fulfilled');
      expect(held).toHaveLength(1);
      for (const { value: letGo } of held) await letGo();
      const others = outcomes.filter((outcome) => outcome.status === 'rejected');
      expect(others.filter(({ reason }) => !(reason instanceof HeldError))).toEqual([]);
    }
  });

  test('is not taken from one that took it over from a killed run in the meantime', async () => {
    leaveLock(aRun({ pid: gonePid }));
    let letGo: (() => Promise<void>) | undefined;
    const slowOwner = async (): Promise<Run> => {
      const said = await owner();
      if (letGo === undefined) {
        letGo = await hold();
        writeFileSync(file(), JSON.stringify(aRun()));
      }
      return said;
    };

    await expect(holdFile({ file: file(), what: 'tenant "acme"', owner: slowOwner })).rejects.toThrow(HeldError);
    expect(await isHeld(file(), owner)).toBe(true);
    await letGo?.();
  });

  test('is not taken from a run that has not said yet that it holds it', async () => {
    writeFileSync(file(), JSON.stringify(aRun({ pid: gonePid })));
    ageBySeconds(file(), 10);
    mkdirSync(`${file()}.lock`);

    await expect(hold()).rejects.toThrow('another run works on tenant "acme"; wait until it is done');
    expect(await isHeld(file(), owner)).toBe(true);
  });

  test('is not taken from a process that is alive, however long it was too busy to renew its lock', async () => {
    leaveLock(aRun({ pid: process.ppid }), 60);

    await expect(hold()).rejects.toThrow(
      `another run works on tenant "acme" (process ${process.ppid} on ${hostname()}, since ${STARTED}); wait until it is done, or, if that process is something else by now, delete ${file()}.lock`,
    );
    expect(await isHeld(file(), owner)).toBe(true);
  });

  test.each([
    { name: 'on another machine', run: { host: 'elsewhere', pid: process.ppid } },
    { name: 'of the same number as this one, in a container', run: {} },
  ])('is taken from a run that was cut off $name once its lock is old', async ({ run }) => {
    leaveLock(aRun(run), 14);
    await expect(hold()).rejects.toThrow(HeldError);
    ageBySeconds(`${file()}.lock`, 16);

    expect(await isHeld(file(), owner)).toBe(false);
    await (
      await hold()
    )();
  });
});
