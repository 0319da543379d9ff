import * as fc from 'fast-check';
import type {
  StackOnRecord,
  VersionRecord,
  WayBackEvent,
} from '../../../constructs/fleet-rollout/way-back-handler/event';
import { planWayBack } from '../../../constructs/fleet-rollout/way-back-handler/plan-way-back';

const roleIn = (account: string): string =>
  `arn:aws:iam::${account}:role/cdk-hnb659fds-deploy-role-${account}-eu-central-1`;
const deployRole = roleIn('100000000003');

const stack = (name: string, release: string): StackOnRecord => ({
  name: `acme-${name}`,
  templateUrl: `https://assets/${name}-${release}.json`,
  tags: [{ Key: 'tenantry:tenant-id', Value: 'acme' }],
  terminationProtection: name === 'Data',
});

const item = (stacks: readonly object[], role = deployRole): string =>
  JSON.stringify({ id: 'acme', deployRole: role, stacks });

/** On record as DynamoDB writes it. */
const record = ({ changed, ...texts }: { changed?: string[]; [name: string]: string | string[] | undefined }) =>
  ({
    ...Object.fromEntries(Object.entries(texts).map(([name, S]) => [name, { S }])),
    ...(changed !== undefined && { changed: { SS: changed } }),
  }) as VersionRecord;

const plan = (onRecord: VersionRecord, changes: Partial<WayBackEvent> = {}) =>
  planWayBack({ release: '2.0.0', deployRole, record: onRecord, ...changes });

const one = [stack('Network', '1'), stack('Data', '1'), stack('Service', '1')];
const ran = { release: '1.0.0', commit: 'abc', item: item(one) };

test('brings back what was changed, in the reverse order, and allows no loss on the way', () => {
  const allowed = item(one.map((each) => ({ ...each, allowed: ['acme-Data/Bucket'] })));

  expect(plan(record({ ...ran, item: allowed, changed: ['acme-Network', 'acme-Service'] }))).toEqual({
    way: 'back',
    to: { release: '1.0.0', commit: 'abc', item: allowed },
    changed: ['acme-Network', 'acme-Service'],
    stacks: [
      { ...stack('Service', '1'), allowed: [] },
      { ...stack('Network', '1'), allowed: [] },
    ],
  });
});

test('looks last at stacks that were not there before, by their name alone', () => {
  expect(plan(record({ ...ran, changed: ['acme-Extra', 'acme-Data'] }))).toMatchObject({
    stacks: [{ ...stack('Data', '1'), allowed: [] }, { name: 'acme-Extra' }],
  });
});

test.each([
  ['of a tenant that has a release', ran],
  ['of a new tenant', {}],
])('leaves a tenant alone of which nothing was changed: %s', (_, texts) => {
  expect(plan(record(texts))).toEqual({ way: 'untouched' });
});

test.each([
  ['a first release', {}],
  ['a release from before what it deployed was kept', { release: '1.0.0', commit: 'abc' }],
  [
    'a release that is on record with nothing before it',
    { status: 'deployed', release: '2.0.0', item: item(one), releaseBefore: '', commitBefore: '', itemBefore: '' },
  ],
])('knows no way back from %s', (_, texts) => {
  expect(plan(record({ ...texts, changed: ['acme-Data'] }))).toEqual({
    way: 'none',
    reason: 'no release before this one is on record',
  });
});

test('deploys nothing to an account that another one ran in', () => {
  const elsewhere = { ...ran, item: item(one, roleIn('100000000009')), changed: ['acme-Data'] };

  expect(plan(record(elsewhere))).toEqual({
    way: 'none',
    reason: 'release 1.0.0, which ran before, is in account 100000000009',
  });
});

test('from a release that was completed, brings back the one before it, as far as they differ', () => {
  const tagged = { ...stack('Data', '1'), tags: [{ Key: 'tier', Value: 'starter' }] };
  const two = [stack('Network', '1'), tagged, stack('Service', '2')];
  const before = { releaseBefore: '1.0.0', commitBefore: 'abc', itemBefore: item(one) };

  expect(plan(record({ status: 'deployed', release: '2.0.0', commit: 'def', item: item(two), ...before }))).toEqual({
    way: 'back',
    to: { release: '1.0.0', commit: 'abc', item: item(one) },
    changed: ['acme-Data', 'acme-Service'],
    stacks: [
      { ...stack('Service', '1'), allowed: [] },
      { ...stack('Data', '1'), allowed: [] },
    ],
  });
});

test('looks at a stack of the release before that the release no longer has: an earlier try may have changed it', () => {
  const [network, data] = one;
  const completed = { release: '2.0.0', status: 'deployed', item: item([network!, stack('Data', '2')]) };

  expect(
    plan(record({ ...completed, releaseBefore: '1.0.0', commitBefore: 'abc', itemBefore: item(one) })),
  ).toMatchObject({
    way: 'back',
    changed: ['acme-Data', 'acme-Service'],
    stacks: [stack('Service', '1'), data],
  });
});

test('from a release that was completed, brings back what a further try has changed, and looks at what was not there', () => {
  const brought = [...one, stack('Extra', '2')];
  const completed = { status: 'deployed', release: '2.0.0', commit: 'def', item: item(brought) };
  const before = { releaseBefore: '1.0.0', commitBefore: 'abc', itemBefore: item(one) };

  expect(plan(record({ ...completed, ...before }))).toMatchObject({
    changed: ['acme-Extra'],
    stacks: [{ name: 'acme-Extra' }],
  });
  expect(plan(record({ ...completed, ...before, changed: ['acme-Service'] }))).toMatchObject({
    changed: ['acme-Extra', 'acme-Service'],
    stacks: [{ ...stack('Service', '1'), allowed: [] }, { name: 'acme-Extra' }],
  });
});

test('does not go back from another release that was completed', () => {
  const two = [stack('Network', '2'), stack('Data', '2')];
  const completed = { status: 'deployed', release: '1.9.0', commit: 'def', item: item(two) };
  const before = { releaseBefore: '1.0.0', commitBefore: 'abc', itemBefore: item(one) };

  expect(plan(record({ ...completed, ...before }))).toEqual({ way: 'untouched' });
});

test('a release that changed nothing is not gone back from', () => {
  const same = {
    status: 'deployed',
    release: '2.0.0',
    item: item(one),
    releaseBefore: '1.0.0',
    commitBefore: 'abc',
    // Step Functions may put names in another order.
    itemBefore: item(one.map((each) => ({ ...each, tags: each.tags.map(({ Key, Value }) => ({ Value, Key })) }))),
  };

  expect(plan(record(same))).toEqual({ way: 'untouched' });
});

test('from a further try of a release that was completed, brings back that release', () => {
  const two = [stack('Network', '2'), stack('Data', '2')];
  const tried = { status: 'deploying', release: '2.0.0', commit: 'def', item: item(two), itemBefore: item(one) };

  expect(plan(record(tried))).toEqual({ way: 'untouched' });
  expect(plan(record({ ...tried, changed: ['acme-Data'] }))).toMatchObject({
    to: { release: '2.0.0', commit: 'def', item: item(two) },
    stacks: [{ ...stack('Data', '2'), allowed: [] }],
  });
});

test('names every changed stack once, those on record before new ones, and no other', () => {
  const names = ['acme-Network', 'acme-Data', 'acme-Service', 'acme-Extra', 'acme-More'];
  fc.assert(
    fc.property(fc.subarray(names, { minLength: 1 }), fc.shuffledSubarray(one), (changed, known) => {
      const way = plan(record({ ...ran, item: item(known), changed }));

      if (way.way !== 'back') throw new Error(`no way back: ${JSON.stringify(way)}`);
      const back = way.stacks.map(({ name }) => name);
      expect(back.toSorted()).toEqual(changed.toSorted());
      expect(way.changed).toEqual(changed.toSorted());
      const onRecord = known.map(({ name }) => name).filter((name) => changed.includes(name));
      expect(back.slice(0, onRecord.length)).toEqual(onRecord.toReversed());
      expect(way.stacks.slice(onRecord.length).every((each) => !('templateUrl' in each))).toBe(true);
    }),
  );
});
