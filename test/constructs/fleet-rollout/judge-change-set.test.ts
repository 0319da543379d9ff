import * as fc from 'fast-check';
import type { ResourceChange } from '../../../constructs/fleet-rollout/guard-handler/event';
import { judgeChangeSet } from '../../../constructs/fleet-rollout/guard-handler/judge-change-set';
import { STATEFUL_RESOURCE_TYPES } from '../../../constructs/fleet-rollout/guard-handler/stateful-resources';

const judge = (changes: readonly ResourceChange[], allowed: readonly string[] = []) =>
  judgeChangeSet({ stack: 'acme-Data', changes: changes.map((ResourceChange) => ({ ResourceChange })), allowed });

const database = { LogicalResourceId: 'Database', ResourceType: 'AWS::RDS::DBInstance' };
/** Why a resource may be replaced, as a change set says it. */
const detail = (Name: string, RequiresRecreation = 'Conditionally', Attribute = 'Properties') => ({
  Target: { Attribute, Name, RequiresRecreation },
});
const conditional = { ...database, Action: 'Modify', Replacement: 'Conditional' };
const role = { LogicalResourceId: 'Role', ResourceType: 'AWS::IAM::Role' };
const nested = { LogicalResourceId: 'Nested', ResourceType: 'AWS::CloudFormation::Stack' };

test.each([
  ['a new resource', { ...database, Action: 'Add' }],
  ['one that is taken over', { ...database, Action: 'Import' }],
  ['a change in place', { ...database, Action: 'Modify', Replacement: 'False' }],
  [
    'what CloudFormation leaves open, and RDS changes in place',
    {
      ...conditional,
      Details: [detail('MultiAZ'), detail('BackupRetentionPeriod'), detail('DBInstanceClass', 'Never')],
    },
  ],
  ['another resource in place of one without data', { ...role, Action: 'Modify', Replacement: 'True' }],
  ['one without data that goes', { ...role, Action: 'Remove', PolicyAction: 'Delete' }],
  ['a new nested stack', { ...nested, Action: 'Add' }],
])('allows %s', (_, change) => {
  expect(judge([change])).toEqual({ allowed: true, reason: '' });
});

test.each([
  [{ ...database, Action: 'Modify', Replacement: 'True' }, 'Database (AWS::RDS::DBInstance) would be replaced'],
  [{ ...database, Action: 'Modify', Replacement: 'Conditional' }, 'Database (AWS::RDS::DBInstance) may be replaced'],
  ...[
    { ...conditional, Details: [] },
    { ...conditional, Details: [detail('DBInstanceClass', 'Never')] },
    { ...conditional, Details: [detail('MultiAZ'), detail('Engine')] },
    { ...conditional, Details: [detail('MultiAZ'), {}] },
    { ...conditional, Details: [detail('MultiAZ', 'Always')] },
    { ...conditional, Details: [detail('MultiAZ', 'Conditionally', 'Metadata')] },
    { ...conditional, ResourceType: 'AWS::RDS::DBCluster', Details: [detail('MultiAZ')] },
  ].map((change): [ResourceChange, string] => [change, `Database (${change.ResourceType}) may be replaced`]),
  [
    { ...database, Action: 'Modify', Replacement: 'True', Details: [detail('MultiAZ')] },
    'Database (AWS::RDS::DBInstance) would be replaced',
  ],
  [{ ...database, Action: 'Dynamic' }, 'Database (AWS::RDS::DBInstance) may be replaced'],
  [
    { ...database, Action: 'Remove', PolicyAction: 'Delete' },
    'Database (AWS::RDS::DBInstance) would be deleted with what is in it',
  ],
  [
    { ...database, Action: 'Remove', PolicyAction: 'Snapshot' },
    'Database (AWS::RDS::DBInstance) would be deleted, and leave a snapshot',
  ],
  [
    { ...database, Action: 'Remove', PolicyAction: 'Retain' },
    'Database (AWS::RDS::DBInstance) would be left behind, outside of the stack',
  ],
  [
    { ...nested, Action: 'Modify', Replacement: 'False' },
    'Nested (AWS::CloudFormation::Stack) is a nested stack, in which nobody can see what changes',
  ],
])('refuses %j', (change, reason) => {
  expect(judge([change])).toEqual({ allowed: false, reason: `acme-Data/${reason}` });
});

test('allows by name, and only in the stack that is named', () => {
  const change = { ...database, Action: 'Modify', Replacement: 'True' };

  expect(judge([change], ['acme-Data/Database']).allowed).toBe(true);
  expect(judge([change], ['globex-Data/Database', 'acme-Data/Data', 'Database']).allowed).toBe(false);
});

test('names ten resources, and how many more there are', () => {
  const removals = Array.from({ length: 12 }, (_, index) => ({
    Action: 'Remove',
    LogicalResourceId: `Bucket${String(index).padStart(2, '0')}`,
    ResourceType: 'AWS::S3::Bucket',
  }));

  const { reason } = judge(removals.toReversed());

  expect(reason.split('; ')).toHaveLength(11);
  expect(reason).toMatch(/^acme-Data\/Bucket00 \(AWS::S3::Bucket\) would be deleted with what is in it; /);
  expect(reason).toMatch(/; 2 more$/);
});

const type = fc.constantFrom(...STATEFUL_RESOURCE_TYPES, 'AWS::IAM::Role', 'AWS::Lambda::Function');
const change: fc.Arbitrary<ResourceChange> = fc.record(
  {
    Action: fc.constantFrom('Add', 'Modify', 'Remove', 'Import', 'Dynamic', 'SyncWithActual'),
    LogicalResourceId: fc.string({ minLength: 1, maxLength: 8 }),
    ResourceType: type,
    Replacement: fc.constantFrom('True', 'False', 'Conditional'),
    PolicyAction: fc.constantFrom('Delete', 'Retain', 'Snapshot', 'ReplaceAndDelete'),
  },
  { requiredKeys: ['Action', 'LogicalResourceId', 'ResourceType'] },
);

test('no change set that takes a stateful resource away is allowed, whatever else is in it', () => {
  const loss = fc.record({
    Action: fc.constantFrom('Remove', 'Modify'),
    LogicalResourceId: fc.constant('Lost'),
    ResourceType: fc.constantFrom(...STATEFUL_RESOURCE_TYPES),
    Replacement: fc.constantFrom('True', 'Conditional'),
  });
  fc.assert(
    fc.property(fc.array(change), loss, fc.array(change), (before, lost, after) => {
      const verdict = judge([...before, lost, ...after]);
      expect(verdict.allowed).toBe(false);
      expect(verdict.reason).not.toBe('');
    }),
  );
});

test('a change set is allowed exactly if each of its changes is, in any order', () => {
  fc.assert(
    fc.property(fc.array(change), (changes) => {
      const { allowed } = judge(changes);
      expect(allowed).toBe(changes.every((each) => judge([each]).allowed));
      expect(judge(changes.toReversed())).toEqual(judge(changes));
    }),
  );
});

test('allowing more never refuses what was allowed', () => {
  fc.assert(
    fc.property(fc.array(change), fc.array(fc.string()), (changes, allowed) => {
      const named = [...allowed, ...changes.map(({ LogicalResourceId: id }) => `acme-Data/${id}`)];
      expect(judge(changes, named)).toEqual({ allowed: true, reason: '' });
      expect(!judge(changes).allowed || judge(changes, allowed).allowed).toBe(true);
    }),
  );
});
