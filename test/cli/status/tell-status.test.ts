import { tellDrift, tellRolloutStatus } from '../../../lib/cli/status/tell-status';
import type { PropertyDrift } from '../../../lib/operations/stack-drift';
import { apply } from '../../../lib/rollout/apply';
import { START, aRollout } from '../../support/rollout-builders';

const RESOURCE = { stack: 'acme-Data', resource: 'Bucket', type: 'AWS::S3::Bucket' };

function changed(...properties: readonly PropertyDrift[]): string {
  return tellDrift({ ...RESOURCE, status: 'MODIFIED', properties });
}

describe('a line for a resource that has drifted', () => {
  test('says that it is gone', () => {
    expect(tellDrift({ ...RESOURCE, status: 'DELETED', properties: [] })).toBe(
      'acme-Data/Bucket (AWS::S3::Bucket) was deleted',
    );
  });

  test('says of each property what it is, and what it should be', () => {
    expect(
      changed(
        { path: '/Name', kind: 'NOT_EQUAL', expected: 'acme', actual: 'globex' },
        { path: '/Tags/1', kind: 'ADD', actual: 'by hand' },
        { path: '/Comment', kind: 'REMOVE', expected: 'of acme' },
      ),
    ).toBe(
      'acme-Data/Bucket (AWS::S3::Bucket) was changed: /Name is globex, expected acme; /Tags/1 is by hand, which the template does not have; /Comment is gone, expected of acme',
    );
  });

  test('cuts a long value', () => {
    expect(changed({ path: '/Policy', kind: 'NOT_EQUAL', expected: 'x', actual: 'y'.repeat(61) })).toBe(
      `acme-Data/Bucket (AWS::S3::Bucket) was changed: /Policy is ${'y'.repeat(60)}..., expected x`,
    );
  });
});

test('a line for a roll-out says how far it is in each ring, and what continues it', () => {
  const at = START.toISOString();
  const state = (['deploying', 'deployed'] as const).reduce(
    (before, type) => apply(before, { at, type, tenant: 'acme' }),
    aRollout({ canary: ['acme'], general: ['globex', 'hooli'] }),
  );

  expect(tellRolloutStatus({ state, phase: { phase: 'paused' }, nextStep: 'tenantry rollout resume' })).toBe(
    'release 2.0 is paused: canary 1 of 1, general 0 of 2; to continue: tenantry rollout resume',
  );
  expect(tellRolloutStatus({ state, phase: { phase: 'halted', reason: 'ring canary: too many failed' } })).toBe(
    'release 2.0 is halted: canary 1 of 1, general 0 of 2; ring canary: too many failed',
  );
});
