import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { fromNodeProviderChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { OperationError } from '../errors';
import { messageOf } from '../message-of';
import { credentialsOf, explainCredentials } from './explain-credentials';
import { rememberedCredentials } from './remembered-credentials';

/** Gives credentials, and new ones when they have expired. */
export type CredentialProvider = ReturnType<typeof fromNodeProviderChain>;

/** Whose credentials deploy. */
export interface OperatorSessionRequest {
  readonly operatorAccountId: string;
  /** Profile of the AWS configuration files; by default what the AWS CLI would use. */
  readonly profile: string | undefined;
  /** Role of the operator account to work as; without it the credentials must be the operator account's own. */
  readonly role: string | undefined;
  /** Region whose STS endpoint is asked. */
  readonly region: string;
}

/**
 * Opens the operator account, from which the bootstrap roles of every tenant's account can be assumed.
 *
 * @throws OperationError if the credentials are missing or expired, belong to another account, or may not assume the role
 */
export async function operatorSession(request: OperatorSessionRequest): Promise<CredentialProvider> {
  const { operatorAccountId, profile, role, region } = request;
  const own = fromNodeProviderChain(profile === undefined ? {} : { profile });
  const credentials = rememberedCredentials(
    role === undefined
      ? own
      : fromTemporaryCredentials({
          masterCredentials: own,
          params: { RoleArn: role, RoleSessionName: 'tenantry' },
          clientConfig: { region },
        }),
  );
  const sts = new STSClient({ region, credentials });
  try {
    const { Account: account } = await sts.send(new GetCallerIdentityCommand({}));
    if (account === operatorAccountId) return credentials;
    throw new OperationError(
      `the credentials are of account ${account}; expected the operator account ${operatorAccountId}: give --profile, or --operator-role with the ARN of a role there that they may assume`,
    );
  } catch (error) {
    const whose = credentialsOf(role === undefined ? 'the operator account' : `the role ${role}`, profile);
    const explained = explainCredentials(error, whose);
    if (explained instanceof OperationError) throw explained;
    throw new OperationError(`${whose} cannot be used (${messageOf(error)})${whatRole(request)}`, { cause: error });
  } finally {
    sts.destroy();
  }
}

function whatRole({ role, operatorAccountId }: OperatorSessionRequest): string {
  if (role === undefined) return '';
  return `; expected the ARN of a role of account ${operatorAccountId} which lets the credentials in`;
}
