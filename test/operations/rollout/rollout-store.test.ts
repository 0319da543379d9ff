import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OperationError } from '../../../lib/errors';
import { HeldError } from '../../../lib/operations/hold-file';
import { RolloutStore } from '../../../lib/operations/rollout/rollout-store';
import { newRollout } from '../../../lib/rollout/rollout-state';

const STATE = newRollout(
  {
    release: 'r1',
    rings: [
      {
        definition: {
          name: 'canary',
          bakeMinutes: 30,
          concurrency: 2,
          toleratedFailures: 0,
          toleratedPercent: 0,
          jitterSeconds: 5,
        },
        tenants: ['acme'],
      },
    ],
    steppedOver: [{ tenant: 'wonka', ring: 'general', reason: 'it has no account' }],
  },
  new Date('2026-11-21T10:00:00Z'),
  'abc',
);

let workspace: string;
let folder: string;
let store: RolloutStore;

beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'tenantry-store-'));
  folder = join(workspace, '.tenantry', 'rollouts');
  mkdirSync(folder, { recursive: true });
  store = new RolloutStore(join(workspace, 'tenants'));
});
afterEach(() => rmSync(workspace, { recursive: true }));

test('what is written is read', async () => {
  await store.write(STATE);

  expect(await store.read('r1')).toEqual(STATE);
});

test.each([
  '',
  '{',
  'null',
  '[]',
  '{"rings":[]}',
  JSON.stringify({ ...STATE, startedAt: 'today' }),
  JSON.stringify({ ...STATE, mode: 'walking' }),
  JSON.stringify({ ...STATE, steppedOver: undefined }),
  JSON.stringify({ ...STATE, rings: [null] }),
  JSON.stringify({ ...STATE, rings: [{}] }),
  JSON.stringify({ ...STATE, rings: [{ ...STATE.rings[0], tenants: [{ id: 'acme' }] }] }),
  JSON.stringify({ ...STATE, rings: [{ ...STATE.rings[0], gate: undefined }] }),
])('a file that is no roll-out is refused by its name: %s', async (text) => {
  writeFileSync(join(folder, 'r1.json'), text);

  await expect(store.list()).rejects.toThrow(
    new OperationError(`${join(folder, 'r1.json')} is no roll-out; restore it, or delete it to forget the release`),
  );
});

test('a folder in the place of a file is refused by its name', async () => {
  mkdirSync(join(folder, 'r1.json'));

  await expect(store.list()).rejects.toThrow(
    new OperationError(`${join(folder, 'r1.json')} cannot be read: it is a folder; expected a file`),
  );
});

test('who drives may be unreadable: the hold is believed all the same, and can be taken', async () => {
  const letGo = await store.hold(new Date());
  writeFileSync(join(folder, '.driver.json'), '{');

  expect(await store.isDriven()).toBe(true);
  await expect(new RolloutStore(join(workspace, 'tenants')).hold(new Date())).rejects.toThrow(HeldError);
  await letGo();
  await (
    await store.hold(new Date())
  )();
});
