// One list for both guards: the function in AWS that judges change sets is bundled from its own folder.
export { STATEFUL_RESOURCE_TYPES } from '../../constructs/fleet-rollout/guard-handler/stateful-resources';
