import { consoleReporter } from '../../lib/cli/console-reporter';
import { runTenants } from '../../lib/cli/run-tenants';
import { OperationError } from '../../lib/errors';

const DENIED =
  'User: arn:aws:sts::111111111111:assumed-role/deploy is not authorized to perform: cloudformation:DescribeStacks on resource: * with an explicit deny in a service control policy';

/** What is said where the work on a tenant fails. */
async function saidOf(message: string): Promise<string> {
  const said: string[] = [];
  const stderr = { write: (text: string) => said.push(text) };
  const work = () => Promise.reject(new OperationError(message));
  await runTenants(
    ['acme'],
    { concurrency: 1, work, sum: () => '', toContinue: (id) => `tenantry deploy ${id}` },
    { reporter: consoleReporter({ stdout: stderr, stderr, env: {} }), stderr, env: {} },
  );
  return said.join('');
}

test('a failure is told with the command that continues', async () => {
  expect(await saidOf('the database is away')).toBe(
    'error acme: the database is away\nacme: to continue: tenantry deploy acme\n',
  );
});

test.each([DENIED, DENIED.replace('a service', 'a resource')])(
  'where a policy of the organization denies something, it is told what to look at: %s',
  async (message) => {
    expect(await saidOf(`account 111111111111 could not be bootstrapped: ${message}`)).toBe(
      `error acme: account 111111111111 could not be bootstrapped: ${message}\n` +
        'acme: a policy of the organization denies that (docs/organization.md): the unit of a region denies all other regions; whether the account is in the unit of the region in its file, says: tenantry status acme\n' +
        'acme: to continue: tenantry deploy acme\n',
    );
  },
);
