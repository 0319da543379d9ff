import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { OperationError } from '../../lib/errors';
import { operatorSession } from '../../lib/operations/operator-session';

const ROLE = 'arn:aws:iam::100000000002:role/Deployer';
const REQUEST = {
  operatorAccountId: '100000000002',
  profile: undefined,
  role: undefined,
  region: 'eu-central-1',
};

const sts = mockClient(STSClient);
const denied = Object.assign(new Error('not authorized to perform: sts:AssumeRole'), { name: 'AccessDenied' });

beforeEach(() => sts.reset());

test('gives credentials of the operator account', async () => {
  sts.on(GetCallerIdentityCommand).resolves({ Account: '100000000002' });

  expect(await operatorSession(REQUEST)).toBeInstanceOf(Function);
});

test('refuses those of another account', async () => {
  sts.on(GetCallerIdentityCommand).resolves({ Account: '100000000001' });

  await expect(operatorSession(REQUEST)).rejects.toThrow(
    new OperationError(
      'the credentials are of account 100000000001; expected the operator account 100000000002: give --profile, or --operator-role with the ARN of a role there that they may assume',
    ),
  );
});

test.each([
  [
    { role: ROLE },
    `the role ${ROLE} cannot be used (not authorized to perform: sts:AssumeRole); expected the ARN of a role of account 100000000002 which lets the credentials in`,
  ],
  [
    { profile: 'work' },
    'the operator account (profile "work") cannot be used (not authorized to perform: sts:AssumeRole)',
  ],
])('says what AWS refuses, and whose it is: %j', async (changes, message) => {
  sts.on(GetCallerIdentityCommand).rejects(denied);

  await expect(operatorSession({ ...REQUEST, ...changes })).rejects.toMatchObject({ name: 'OperationError', message });
});
