import * as fc from 'fast-check';
import { ModelAccount } from '../../support/model-account';
import { type Release, TenantStates, type Templates } from '../../support/tenant-states';

const machines = new TenantStates();

const run = (...given: Parameters<TenantStates['run']>): string => machines.run(...given).end;

const templatesOf = (account: ModelAccount): Templates => Object.fromEntries(account.templates());

const one: Release = { release: '1', stacks: { network: 'n1', data: 'd1', service: 's1' } };

test.each([
  ['the same release, which is mended', { release: '2', stacks: { network: 'n2', data: 'd2', service: 's2' } }],
  ['the release before', one],
  ['the next release', { release: '3', stacks: { network: 'n3', data: 'd1', service: 's3' } }],
])('a release that fails and is cut off anywhere is followed by %s', (_, next) => {
  const failing = { release: '2', stacks: { network: 'n2', data: 'd2', service: 's2!' } };
  for (let stopAt = 1, end = 'stopped'; end === 'stopped'; stopAt += 1) {
    const account = machines.accountWith(one);
    end = run(account, 'deploy', failing, { stopAt });

    expect(run(account, 'deploy', next)).toBe('succeeded');
    expect(templatesOf(account)).toEqual(next.stacks);
    expect([account.text('release'), account.text('status')]).toEqual([next.release, 'deployed']);
  }
});

test('a second try that fails too brings back what ran before the first one, wherever that was cut off', () => {
  const failing = { release: '2', stacks: { network: 'n2', data: 'd2', service: 's2!' } };
  for (let stopAt = 1, end = 'stopped'; end === 'stopped'; stopAt += 1) {
    const account = machines.accountWith(one);
    end = run(account, 'deploy', failing, { stopAt });

    expect(run(account, 'deploy', { release: '3', stacks: { network: 'n3!' } })).toBe('StackFailed');
    expect(templatesOf(account)).toEqual(one.stacks);
    expect([account.text('release'), account.text('status')]).toEqual(['1', 'rolledBack']);
  }
});

const rarely = <Value, Other>(value: Value, otherwise: Other): fc.Arbitrary<Value | Other> =>
  fc.oneof({ weight: 1, arbitrary: fc.constant(value) }, { weight: 6, arbitrary: fc.constant(otherwise) });

const template = (stack: string): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom('1', '2', '3'), rarely('+bucket', ''), rarely('!', ''))
    .map(([version, bucket, broken]) => `${stack}${version}${bucket}${broken}`);

const release: fc.Arbitrary<Release> = fc.record({
  release: fc.constantFrom('1', '2', '3'),
  stacks: fc.record(
    { network: template('n'), data: template('d'), service: template('s') },
    { requiredKeys: ['network', 'data'] },
  ),
});

/** A release that is deployed to the tenant, and what happens on the way; it is looked at, or taken up after a halt, if there are several. */
const attempt = fc.record({
  release,
  runs: fc.array(
    fc.record({
      machine: fc.constantFrom<'deploy' | 'check'>('deploy', 'check'),
      halted: fc.boolean(),
      hasAlarm: fc.boolean(),
      hasLostAnswers: fc.boolean(),
      stopAt: fc.oneof(fc.constant(Infinity), fc.nat(80)),
    }),
    { maxLength: 3 },
  ),
});

interface ItemOnRecord {
  readonly stacks: readonly { readonly name: string; readonly templateUrl: string }[];
}

/** Stacks that are not what the release on record left. */
function unlikeRecord(account: ModelAccount): string[] {
  const item = account.text('item');
  if (item === undefined) return [...account.templates().keys()];
  const templates = account.templates();
  return (JSON.parse(item) as ItemOnRecord).stacks
    .filter(({ name, templateUrl }) => templates.get(name) !== templateUrl)
    .map(({ name }) => name);
}

type OnRecord = Readonly<Record<'status' | 'release', string | undefined>>;

const onRecord = (account: ModelAccount): OnRecord => ({
  status: account.text('status'),
  release: account.text('release'),
});

/** What is wrong with the record of a tenant after a run that was not stopped. */
function faultsOf(account: ModelAccount, before: OnRecord, machine: string, end: string): string[] {
  const { status, release: recorded } = onRecord(account);
  const isSettled = unlikeRecord(account).length === 0;
  const rules: Readonly<Record<string, boolean>> = {
    'a look that finds nothing changes nothing': machine !== 'check' || end !== 'succeeded' || status === before.status,
    'what was deployed is on record': machine !== 'deploy' || end !== 'succeeded' || status === 'deployed',
    'a release that fails leaves what ran before':
      machine !== 'deploy' || end === 'succeeded' || recorded === before.release,
    'what failed is on record': end === 'succeeded' || /^(failed|rolledBack|untouched|stuck)$/.test(String(status)),
    'what is on record is there': isSettled || (status !== 'deployed' && status !== 'rolledBack'),
    'why nothing was brought back is on record':
      account.text('rollback') !== undefined || (status !== 'stuck' && status !== 'failed'),
  };
  return Object.keys(rules).filter((rule) => rules[rule] === false);
}

test('whatever fails and wherever it is cut off, what is not as on record is known, nothing is lost, and a good release ends it', () => {
  const seen = new Set<string | undefined>();
  fc.assert(
    fc.property(fc.array(attempt, { minLength: 1, maxLength: 5 }), (attempts) => {
      const account = new ModelAccount();
      const first = {
        machine: 'deploy',
        halted: false,
        hasAlarm: false,
        hasLostAnswers: false,
        stopAt: Infinity,
      } as const;
      for (const each of attempts) {
        for (const { machine, hasAlarm, hasLostAnswers, ...how } of [first, ...each.runs]) {
          account.hasAlarm = hasAlarm;
          account.hasLostAnswers = hasLostAnswers;
          const before = onRecord(account);
          const end = run(account, machine, each.release, how);

          expect(account.changed()).toEqual(expect.arrayContaining(unlikeRecord(account)));
          if (end === 'stopped') continue;
          expect(faultsOf(account, before, machine, end)).toEqual([]);
          seen.add(account.text('status'));
        }
      }
      account.hasAlarm = false;
      const good = { release: '4', stacks: { network: 'n4+bucket', data: 'd4+bucket', service: 's4+bucket' } };
      expect(run(account, 'deploy', good)).toBe('succeeded');
      expect(templatesOf(account)).toEqual(good.stacks);
      expect(account.changed()).toEqual([]);
    }),
    { numRuns: 500 },
  );
  expect([...seen]).toEqual(expect.arrayContaining(['deployed', 'failed', 'rolledBack', 'stuck', 'untouched']));
});
