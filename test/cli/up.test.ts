import { readdirSync } from 'node:fs';
import { ExitCode } from '../../lib/cli/exit-code';
import { runRecorded } from '../support/recording-cli';
import { aFleet, aTenant } from '../support/tenants-folder';

const ACME = aTenant({ network: { cidr: '10.1.0.0/22' } });
const STARK = aTenant({ id: 'stark', state: 'suspended', network: { cidr: '10.2.0.0/22' } });
const TO_BE_MADE =
  'an AWS account is created, unless AWS has one already, for acme (aws+acme@example.com); an account cannot be deleted, only closed, and its e-mail address is used up';

test('says with --dry-run what would be done for each tenant, and steps over the suspended', async () => {
  const directory = aFleet([ACME, STARK]);
  const { exitCode, stdout, stderr } = await runRecorded(['up', '--all', '--dry-run', '--tenants', directory]);

  expect(exitCode).toBe(ExitCode.Done);
  expect(stderr).toBe('stark: stepped over, because it is suspended\n');
  expect(stdout).toBe(
    'acme: would find or create an account for aws+acme@example.com, bootstrap it in eu-central-1 where it is not, and deploy the stacks that differ\n',
  );
  expect(readdirSync(directory)).not.toContain('accounts.lock.json');
});

test.each(['up', 'vend'])('%s gives the plan of a dry run as one object with --json', async (command) => {
  const { stdout } = await runRecorded([command, '--all', '--dry-run', '--json', '--tenants', aFleet([ACME, STARK])]);

  expect(JSON.parse(stdout)).toEqual({
    dryRun: true,
    tenants: [
      { tenant: 'acme', plan: expect.stringMatching(/^would find or create an account for aws\+acme@/) as string },
    ],
  });
});

test.each(['up', 'vend'])('%s says with --dry-run that no tenant is left', async (command) => {
  const { stdout } = await runRecorded([command, 'stark', '--dry-run', '--tenants', aFleet([STARK])]);

  expect(stdout).toBe('no tenant is left\n');
});

test.each(['up', 'vend'])('%s makes no account nobody agreed to', async (command) => {
  const directory = aFleet([ACME]);
  const { exitCode, stdout, stderr } = await runRecorded([command, 'acme', '--tenants', directory]);

  expect({ exitCode, stdout }).toEqual({ exitCode: ExitCode.Refused, stdout: '' });
  expect(stderr).toBe(
    `error ${TO_BE_MADE}; there is no terminal to ask on, so say it aloud: tenantry ${command} acme --tenants ${directory} --yes\n`,
  );
});

test.each(['up', 'vend'])('%s asks on a terminal, and does nothing if the answer is no', async (command) => {
  const questions: string[] = [];
  const refuse = async (question: string) => {
    questions.push(question);
    return false;
  };
  const { exitCode, stderr } = await runRecorded([command, 'acme', '--tenants', aFleet([ACME])], {}, false, refuse);

  expect({ exitCode, stderr }).toEqual({
    exitCode: ExitCode.Refused,
    stderr: 'error nothing was done, because the answer was no\n',
  });
  expect(questions).toEqual([`${TO_BE_MADE}. Go on?`]);
});

test.each(['up', 'vend'])('%s without a tenant in use asks for no credentials', async (command) => {
  expect(await runRecorded([command, 'stark', '--tenants', aFleet([STARK])])).toMatchObject({
    exitCode: ExitCode.Done,
    stderr: 'stark: stepped over, because it is suspended\n',
  });
});

test.each([
  ['bootstrap', 'are bootstrapped'],
  ['deploy', 'are deployed'],
])(
  '%s steps over a tenant without an account, says what comes first, and asks for no credentials',
  async (command, done) => {
    const tenants = aFleet([ACME]);

    expect(await runRecorded([command, 'acme', '--tenants', tenants])).toMatchObject({
      exitCode: ExitCode.Done,
      stdout: `0 of 0 tenants ${done}\n`,
      stderr: `acme: stepped over; it has no account yet: tenantry up acme --tenants ${tenants}\n`,
    });
  },
);
