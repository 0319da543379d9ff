import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { handler } from '../../../constructs/tenant-database/first-login-handler';
import type { FirstLoginProperties } from '../../../constructs/tenant-database/first-login-handler/event';
import { firstLogin } from '../../../constructs/tenant-database/first-login-handler/first-login';

const PASSWORD = 'the-master-password';
const PROPERTIES: FirstLoginProperties = {
  Host: 'tenant.abc.eu-west-1.rds.amazonaws.com',
  Port: '5432',
  DatabaseName: 'app',
  ServiceUser: 'service',
  IdleSessionTimeoutSeconds: '60',
  MasterSecretArn: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!db-1',
  PrepareFunctionName: 'prepare',
  PreparationVersion: '1',
};

const secrets = mockClient(SecretsManagerClient);
const lambda = mockClient(LambdaClient);

beforeEach(() => {
  secrets.reset();
  lambda.reset();
  secrets.on(GetSecretValueCommand).resolves({
    SecretString: JSON.stringify({ username: 'tenant_admin', password: PASSWORD }),
  });
  lambda.on(InvokeCommand).resolves(answer({ prepared: true }));
});

test('hands the master secret to the function inside the network, in the payload and nowhere else', async () => {
  await run();

  expect(secrets.calls().map(({ args }) => args[0].input)).toEqual([{ SecretId: PROPERTIES.MasterSecretArn }]);
  expect(invocations()).toEqual([
    {
      FunctionName: 'prepare',
      InvocationType: 'RequestResponse',
      LogType: 'None',
      Payload: JSON.stringify({
        host: 'tenant.abc.eu-west-1.rds.amazonaws.com',
        port: 5432,
        database: 'app',
        user: 'tenant_admin',
        password: PASSWORD,
        serviceUser: 'service',
        idleSessionTimeoutSeconds: 60,
      }),
    },
  ]);
});

test('waits for a paused cluster, reading the secret anew in case it was rotated', async () => {
  const asleep = answer({ prepared: false, step: 'connect', reason: 'timeout expired' });
  lambda
    .on(InvokeCommand)
    .resolvesOnce(asleep)
    .resolvesOnce(asleep)
    .resolves(answer({ prepared: true }));

  expect(await run()).toEqual([2_000, 4_000]);
  expect(secrets.calls()).toHaveLength(3);
});

test('waits for permissions made seconds ago', async () => {
  lambda
    .on(InvokeCommand)
    .rejectsOnce(named('AccessDeniedException'))
    .resolves(answer({ prepared: true }));

  expect(await run()).toEqual([2_000]);
});

test('fails after eight attempts to connect', async () => {
  lambda.on(InvokeCommand).resolves(answer({ prepared: false, step: 'connect', reason: 'timeout expired' }));
  const pauses: number[] = [];

  await expect(run(pauses)).rejects.toThrow(
    'database "app" on tenant.abc.eu-west-1.rds.amazonaws.com could not be prepared (step connect, attempt 8 of 8): timeout expired',
  );
  expect(pauses).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
});

test('fails at once when the database refuses', async () => {
  lambda
    .on(InvokeCommand)
    .resolves(answer({ prepared: false, step: 'prepare', reason: 'role "rds_iam" does not exist (42704)' }));

  await expect(run()).rejects.toThrow(
    'could not be prepared (step prepare, attempt 1 of 8): role "rds_iam" does not exist (42704)',
  );
});

test('fails at once when the secret is gone', async () => {
  secrets.on(GetSecretValueCommand).rejects(named('ResourceNotFoundException'));

  await expect(run()).rejects.toThrow('(step prepare, attempt 1 of 8): ResourceNotFoundException: no');
  expect(invocations()).toEqual([]);
});

test('fails without repeating a secret it cannot read', async () => {
  secrets.on(GetSecretValueCommand).resolves({ SecretString: PASSWORD });

  await expect(run()).rejects.toThrow('attempt 1 of 8): Error: the master secret has no username and password');
});

test('fails without repeating what a function that crashed says', async () => {
  lambda.on(InvokeCommand).resolves({
    FunctionError: 'Unhandled',
    ...answer({ errorType: 'Runtime.ExitError', errorMessage: `crashed with ${PASSWORD}` }),
  });

  await expect(run()).rejects.toThrow(
    new Error(
      'database "app" on tenant.abc.eu-west-1.rds.amazonaws.com could not be prepared (step connect, attempt 8 of 8): function prepare failed with Runtime.ExitError',
    ),
  );
});

test.each(['Create', 'Update'] as const)(
  'prepares on %s, under an id that stays, and writes nothing to the log',
  async (type) => {
    const written: unknown[] = [];
    const spies = [
      ...(['stdout', 'stderr'] as const).map((name) =>
        jest.spyOn(process[name], 'write').mockImplementation((text) => written.push(text) > 0),
      ),
      ...(['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
        jest.spyOn(console, name).mockImplementation((...text: unknown[]) => void written.push(text)),
      ),
    ];

    const result = await handler(anEvent(type));
    for (const spy of spies) spy.mockRestore();

    expect(result).toEqual({ PhysicalResourceId: 'first-login' });
    expect(invocations()).toHaveLength(1);
    expect(written).toEqual([]);
  },
);

test('does nothing on Delete', async () => {
  expect(await handler(anEvent('Delete'))).toEqual({ PhysicalResourceId: 'first-login' });

  expect(secrets.calls()).toHaveLength(0);
  expect(invocations()).toEqual([]);
});

/** Runs it and returns how long it paused. */
async function run(pauses: number[] = []): Promise<number[]> {
  await firstLogin(PROPERTIES, {
    secrets: new SecretsManagerClient(),
    lambda: new LambdaClient(),
    pause: async (ms) => void pauses.push(ms),
  });
  return pauses;
}

function invocations() {
  return lambda.calls().map(({ args }) => args[0].input);
}

/** What `Invoke` answers; the SDK's bytes can turn themselves into text. */
function answer(content: object) {
  const text = JSON.stringify(content);
  return { Payload: Object.assign(new TextEncoder().encode(text), { transformToString: () => text }) as never };
}

function named(name: string): Error {
  return Object.assign(new Error('no'), { name });
}

function anEvent(RequestType: 'Create' | 'Update' | 'Delete'): CloudFormationCustomResourceEvent {
  return { RequestType, ResourceProperties: { ServiceToken: 'token', ...PROPERTIES } } as never;
}
