import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '../../lib/errors';
import { recordAccount, replaceAccounts } from '../../lib/operations/accounts-lock-file';

let directory: string;
const read = (): string => readFileSync(join(directory, 'accounts.lock.json'), 'utf8');

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tenantry-lock-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

test('writes one line a tenant, sorted, and leaves nothing else behind', async () => {
  await recordAccount(directory, 'globex', '222222222222');
  await recordAccount(directory, 'acme', '011111111111');

  expect(read()).toBe('{\n  "acme": "011111111111",\n  "globex": "222222222222"\n}\n');
  expect(readdirSync(directory)).toEqual(['accounts.lock.json']);
});

test('loses no line when many are written at the same time', async () => {
  const ids = Array.from({ length: 10 }, (_, index) => `t-${index}`);
  await Promise.all(ids.map((id) => recordAccount(directory, id, '111111111111')));

  expect(Object.keys(JSON.parse(read()) as object)).toEqual(ids);
});

test('refuses to add to a file that cannot be read, and leaves it as it is', async () => {
  writeFileSync(join(directory, 'accounts.lock.json'), '{ "acme": 1');

  await expect(recordAccount(directory, 'globex', '222222222222')).rejects.toThrow(ConfigError);
  expect(read()).toBe('{ "acme": 1');
});

test('replaces a file that cannot be read when all accounts are known', async () => {
  writeFileSync(join(directory, 'accounts.lock.json'), '<<<<<<< HEAD');
  await replaceAccounts(directory, new Map([['acme', '111111111111']]));

  expect(read()).toBe('{\n  "acme": "111111111111"\n}\n');
});
