import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { operatorCredentials } from '../../lib/cli/operator-credentials';
import { aRegistry } from '../../lib/testing/config-builders';

const ROLE = 'arn:aws:iam::100000000002:role/Deployer';

test.each([
  [{ profile: 'work' }, 'the operator account (profile "work") cannot be used (denied)'],
  [
    { operatorRole: ROLE },
    `the role ${ROLE} cannot be used (denied); expected the ARN of a role of account 100000000002 which lets the credentials in`,
  ],
])('the operator account is opened with the options of the command: %j', async (options, message) => {
  mockClient(STSClient).on(GetCallerIdentityCommand).rejects(new Error('denied'));

  await expect(operatorCredentials(aRegistry([]), options)).rejects.toThrow(message);
});
