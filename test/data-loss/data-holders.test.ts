import { STATEFUL_RESOURCE_TYPES } from '../../constructs/fleet-rollout/guard-handler/stateful-resources';
import { STATEFUL_TYPES } from '../../lib/audit/rules/deletion/stateful-types';

test('whatever the audit wants to be kept is not replaced without being named', () => {
  expect([...STATEFUL_TYPES].filter((type) => !STATEFUL_RESOURCE_TYPES.has(type))).toEqual([]);
});
