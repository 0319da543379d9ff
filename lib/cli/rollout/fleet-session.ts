import type { Registry } from '../../config/registry';
import type { ReleaseMachines } from '../../operations/fleet-release/release-machines';
import type { CredentialProvider } from '../../operations/operator-session';
import { type OperatorOptions, operatorCredentials } from '../operator-credentials';

/** Does something with the state machines of the operator account. */
export async function inOperatorAccount<Result>(
  registry: Pick<Registry, 'organization'>,
  options: OperatorOptions,
  work: (machines: ReleaseMachines, operator: CredentialProvider) => Promise<Result>,
): Promise<Result> {
  const { withReleaseMachines } = await import('../../operations/fleet-release/with-release-machines');
  const operator = await operatorCredentials(registry, options);
  const { operatorAccountId, homeRegion } = registry.organization;
  return withReleaseMachines({ operatorAccountId, homeRegion, operator }, (machines) => work(machines, operator));
}
