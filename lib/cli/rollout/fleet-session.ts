import type { Registry } from '../../config/registry';
import type { ReleaseMachines } from '../../operations/fleet-release/release-machines';
import type { CredentialProvider } from '../../operations/operator-session';

/** Whose credentials reach the operator account. */
export interface OperatorOptions {
  readonly profile?: string | undefined;
  readonly operatorRole?: string | undefined;
}

/** Does something with the state machines of the operator account. */
export async function inOperatorAccount<Result>(
  { organization }: Pick<Registry, 'organization'>,
  { profile, operatorRole: role }: OperatorOptions,
  work: (machines: ReleaseMachines, operator: CredentialProvider) => Promise<Result>,
): Promise<Result> {
  // The AWS SDK takes a second to load, which the other commands should not pay.
  const { withReleaseMachines } = await import('../../operations/fleet-release/with-release-machines');
  const { operatorAccountId, homeRegion: region } = organization;
  return withReleaseMachines({ operatorAccountId, profile, role, region }, work);
}
