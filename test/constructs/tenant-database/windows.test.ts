import { windows } from '../../../constructs/tenant-database/windows';

const SEEDS = Array.from({ length: 1000 }, (_, index) => `tenant-${index}`);

test('backups of a fleet are spread over the small hours, maintenance over the mornings of a weekend', () => {
  const all = SEEDS.map(windows);

  expect(new Set(all.map(({ backup }) => backup)).size).toBeGreaterThan(200);
  expect(new Set(all.map(({ maintenance }) => maintenance)).size).toBeGreaterThan(350);
  for (const { backup, maintenance } of all) {
    expect(backup).toMatch(/^0[0-3]:[0-5]\d-0[0-4]:[0-5]\d$/);
    expect(maintenance).toMatch(/^(sat|sun):0[4-7]:[0-5]\d-\1:0[4-8]:[0-5]\d$/);
  }
});

test('windows of half an hour never overlap', () => {
  for (const { backup, maintenance } of SEEDS.map(windows)) {
    const [backupStart = '', backupEnd = ''] = backup.split('-');
    const [start = '', end = ''] = maintenance.split('-').map((time) => time.slice(4));
    expect(minutes(backupEnd) - minutes(backupStart)).toBe(30);
    expect(minutes(end) - minutes(start)).toBe(30);
    expect(minutes(start)).toBeGreaterThanOrEqual(minutes(backupEnd));
  }
});

function minutes(time: string): number {
  const [hours = 0, rest = 0] = time.split(':').map(Number);
  return hours * 60 + rest;
}
