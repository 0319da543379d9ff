import { ModelAccount } from '../../support/model-account';
import { StateError } from '../../support/run-states';
import { type Release, TenantStates, type Templates } from '../../support/tenant-states';

const machines = new TenantStates();

const run = (...given: Parameters<TenantStates['run']>): string => machines.run(...given).end;

const templatesOf = (account: ModelAccount): Templates => Object.fromEntries(account.templates());

const one: Release = { release: '1', stacks: { network: 'n1', data: 'd1', service: 's1' } };

test('a failed tenant has what it had before, and its record says what happened', () => {
  const account = machines.accountWith(one);

  expect(run(account, 'deploy', { release: '2', stacks: { network: 'n2', data: 'd2', service: 's2!' } })).toBe(
    'StackFailed',
  );
  expect(templatesOf(account)).toEqual(one.stacks);
  expect(account.text('status')).toBe('rolledBack');
  expect(account.text('reason')).toBe('stack service ended as UPDATE_ROLLBACK_COMPLETE');
  expect(account.text('release')).toBe('1');
  expect(account.changed()).toEqual([]);
});

test('a stack the release brought stays if it came to be, and the tenant is stuck', () => {
  const account = machines.accountWith(one);

  expect(run(account, 'deploy', { release: '2', stacks: { network: 'n2', extra: 'e2', service: 's2!' } })).toBe(
    'TenantStuck',
  );
  expect(templatesOf(account)).toEqual({ ...one.stacks, extra: 'e2' });
  expect(account.text('status')).toBe('stuck');
  expect(account.text('rollback')).toBe('stack extra is new with the release, and stays');
});

test('a stack the release brought is nothing to go back from if it did not come to be', () => {
  const account = machines.accountWith(one);

  expect(run(account, 'deploy', { release: '2', stacks: { network: 'n2', extra: 'e2!' } })).toBe('StackFailed');
  expect(templatesOf(account)).toEqual(one.stacks);
  expect(account.text('status')).toBe('rolledBack');
});

test('a tenant that is not well is brought back, and one that runs the release before is not looked at', () => {
  const account = machines.accountWith(one);
  const two = { release: '2', stacks: { ...one.stacks, service: 's2' } };
  expect(run(account, 'deploy', two)).toBe('succeeded');
  account.hasAlarm = true;

  expect(run(account, 'check', two)).toBe('TenantUnhealthy');
  expect(templatesOf(account)).toEqual(one.stacks);
  expect([account.text('release'), account.text('status'), account.text('target')]).toEqual(['1', 'rolledBack', '2']);
  expect(account.text('commit')).toBe('commit-of-1');
  expect(run(account, 'check', two)).toBe('succeeded');
});

test('what ran before a release stays on record when the release is brought again', () => {
  const account = machines.accountWith(one);
  const two = { ...one, release: '2' };
  run(account, 'deploy', two);
  account.hasAlarm = true;

  expect(run(account, 'check', two)).toBe('TenantUnhealthy');
  expect([account.text('release'), account.text('status')]).toEqual(['2', 'untouched']);
  expect(run(account, 'deploy', two)).toBe('succeeded');
  expect([account.text('release'), account.text('status'), account.text('releaseBefore')]).toEqual([
    '2',
    'deployed',
    '1',
  ]);
});

test.each([
  ['it takes too long', new StateError('States.Timeout'), 'its alarms could not be read: States.Timeout'],
  ['AWS refuses', new StateError('States.TaskFailed', 'not you'), 'its alarms could not be read: not you'],
])(
  'a tenant has failed, and keeps the release, where its alarms cannot be read because %s; another try looks again',
  (_, error, reason) => {
    const account = machines.accountWith(one);
    const two = { release: '2', stacks: { ...one.stacks, service: 's2' } };
    run(account, 'deploy', two);
    account.failure = { call: 'describeAlarms', error };

    expect(run(account, 'check', two)).toBe('AlarmsNotReadable');
    expect([account.text('release'), account.text('status'), account.text('target')]).toEqual(['2', 'failed', '2']);
    expect(account.text('reason')).toBe(reason);
    expect(templatesOf(account)).toEqual(two.stacks);

    account.failure = undefined;
    expect(run(account, 'deploy', two)).toBe('succeeded');
    account.hasAlarm = true;
    expect(run(account, 'check', two)).toBe('TenantUnhealthy');
    expect(templatesOf(account)).toEqual(one.stacks);
  },
);

test('after a halt, tenants are brought back that were at work, and no others are looked at', () => {
  const account = machines.accountWith(one);
  const two = { release: '2', stacks: { network: 'n2', data: 'd2', service: 's2' } };
  account.hasAlarm = true;

  expect(run(account, 'check', one, { halted: true })).toBe('succeeded');
  // In the middle of its second stack.
  expect(run(account, 'deploy', two, { stopAt: 35 })).toBe('stopped');
  expect(templatesOf(account)).toEqual({ ...one.stacks, network: 'n2', data: 'd2' });
  expect(run(account, 'check', two, { halted: true })).toBe('RingHalted');
  expect(templatesOf(account)).toEqual(one.stacks);
  expect(account.text('status')).toBe('rolledBack');
  expect(account.text('reason')).toBe('it may have a part of the release, whose ring was halted');
});

test.each([
  ['that CloudFormation refuses', 'n2?not a template', 'ChangeSetFailed', 'not a template'],
  [
    'that CloudFormation refuses, and does not say why',
    'n2?',
    'ChangeSetFailed',
    'CloudFormation gives no reason, or the change set is too long to be judged',
  ],
  [
    'that would lose data',
    'n2',
    'WouldLoseData',
    'network/+bucket (AWS::S3::Bucket) would be deleted with what is in it',
  ],
])('a tenant is left as it is if the first change is one %s', (_, network, error, reason) => {
  const account = new ModelAccount();
  const before = { release: '1', stacks: { network: 'n1+bucket', service: 's1' } };
  run(account, 'deploy', before);

  expect(run(account, 'deploy', { release: '2', stacks: { network, service: 's2' } })).toBe(error);
  expect(templatesOf(account)).toEqual(before.stacks);
  expect([account.text('release'), account.text('status'), account.text('target')]).toEqual(['1', 'untouched', '2']);
  expect(account.text('reason')).toBe(reason);
});

test('a call that takes too long is the reason by its name', () => {
  const account = machines.accountWith(one);
  account.failure = { call: 'executeChangeSet', error: new StateError('States.Timeout') };

  expect(run(account, 'deploy', { release: '2', stacks: { network: 'n2' } })).toBe('States.Timeout');
  expect([account.text('status'), account.text('reason')]).toEqual(['rolledBack', 'States.Timeout']);
});

test('a look at a stack that takes too long is a reason too', () => {
  const account = machines.accountWith(one);
  account.failure = { call: 'describeStacks', error: new StateError('States.Timeout') };

  expect(run(account, 'deploy', { release: '2', stacks: { network: 'n2' } })).toBe('StackNotReadable');
  expect([account.text('status'), account.text('reason')]).toEqual(['untouched', 'States.Timeout']);
});

test('a change set that names no change of a resource is judged as one without', () => {
  const account = machines.accountWith(one);
  account.failure = { call: 'describeChangeSet', answer: { Status: 'CREATE_COMPLETE' } };

  expect(run(account, 'deploy', { release: '2', stacks: { network: 'n2' } })).toBe('succeeded');
  expect(templatesOf(account)).toEqual({ ...one.stacks, network: 'n2' });
});

test('a record that is written twice, because its answer was lost, is the same record', () => {
  const account = machines.accountWith(one);
  account.hasLostAnswers = true;
  const two = { release: '2', stacks: { ...one.stacks, service: 's2' } };

  expect(run(account, 'deploy', two)).toBe('succeeded');
  expect([account.text('release'), account.text('releaseBefore')]).toEqual(['2', '1']);
  account.hasAlarm = true;
  expect(run(account, 'check', two)).toBe('TenantUnhealthy');
  expect(templatesOf(account)).toEqual(one.stacks);
});

test('a tenant that has a release keeps it where another try of the same release fails', () => {
  const account = machines.accountWith(one);
  const two = { release: '2', stacks: { network: 'n2', data: 'd2', service: 's2' } };
  run(account, 'deploy', two);
  expect(run(account, 'deploy', { release: '3', stacks: { network: 'n3?' } })).toBe('ChangeSetFailed');
  account.failure = { call: 'describeStacks', error: new StateError('CloudFormationException', 'not you') };
  expect(run(account, 'deploy', two)).toBe('StackNotReadable');

  expect([account.text('release'), account.text('status')]).toEqual(['2', 'untouched']);
  account.failure = undefined;
  expect(run(account, 'deploy', two)).toBe('succeeded');
  expect(templatesOf(account)).toEqual(two.stacks);
});

test('a first release that fails is left as it is, and nothing is known to bring back', () => {
  const account = new ModelAccount();

  expect(run(account, 'deploy', { release: '1', stacks: { network: 'n1', data: 'd1!', service: 's1' } })).toBe(
    'StackFailed',
  );
  expect(templatesOf(account)).toEqual({ network: 'n1' });
  expect(account.text('status')).toBe('failed');
  expect(account.text('reason')).toBe('stack data ended as ROLLBACK_COMPLETE');
  expect(account.text('rollback')).toBe('no release before this one is on record');
});

test('protects what is to be protected, on the way back too', () => {
  const account = machines.accountWith(one);

  run(account, 'deploy', { release: '2', stacks: { data: 'd2', service: 's2!' } });
  expect(account.protected).toEqual(['data', 'data', 'data']);
});

test('takes as many states as the arithmetic of 6,000 tenants goes by', () => {
  const account = new ModelAccount();
  const states = (release: string, data: string): number =>
    machines.run(account, 'deploy', { release, stacks: { data } }).states;
  states('1', 'd1');

  // 7 for the tenant and 11 for a stack that is as it should be; 17 for one that changes, and 3 for the second look at it.
  expect(states('2', 'd1')).toBe(7 + 11);
  expect(states('3', 'd2')).toBe(7 + 17 + 3);
});

test('a way back that was cut off keeps its reason when it is taken up', () => {
  const account = machines.accountWith(one);
  const two = { release: '2', stacks: { network: 'n2', data: 'd2', service: 's2!' } };
  let stopAt = 1;
  while (account.text('status') !== 'rollingBack') run(account, 'deploy', two, { stopAt: (stopAt += 1) });

  expect(run(account, 'check', two, { halted: true })).toBe('RingHalted');
  expect(templatesOf(account)).toEqual(one.stacks);
  expect(account.text('reason')).toBe('stack service ended as UPDATE_ROLLBACK_COMPLETE');
});
