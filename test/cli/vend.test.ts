import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ExitCode } from '../../lib/cli/exit-code';
import { runRecorded } from '../support/recording-cli';
import { aFleet, aTenant } from '../support/tenants-folder';

const ACME = aTenant({ network: { cidr: '10.1.0.0/22' } });
const STARK = aTenant({ id: 'stark', state: 'suspended', network: { cidr: '10.2.0.0/22' } });

test('says with --dry-run what would be done for each tenant, and steps over the suspended', async () => {
  const directory = aFleet([ACME, STARK]);
  const { exitCode, stdout, stderr } = await runRecorded(['vend', '--all', '--dry-run', '--tenants', directory]);

  expect(exitCode).toBe(ExitCode.Done);
  expect(stderr).toBe('stark: stepped over, because it is suspended\n');
  expect(stdout).toBe(
    'acme: would find or create an account for aws+acme@example.com and move it to Tenants/eu/eu-central-1\n',
  );
  expect(readdirSync(directory)).not.toContain('accounts.lock.json');
});

test.each(['0', '6', 'all', '1.5', ''])('refuses a concurrency of "%s"', async (value) => {
  const { exitCode, stderr } = await runRecorded(['vend', '--all', '--concurrency', value]);

  expect(exitCode).toBe(ExitCode.Refused);
  expect(stderr).toContain(`expected a whole number from 1 to 5, got "${value}"`);
});

test('commands that need no AWS do not load its SDK', () => {
  const script = `
    const { runCli } = require('./dist/lib/cli/run.js');
    const quiet = { write: () => true };
    runCli(['validate'], { stdout: quiet, stderr: quiet, env: {}, version: '0' }).then((code) => {
      const loaded = Object.keys(require.cache).filter((file) => /@aws-sdk|aws-cdk-lib/.test(file));
      process.stdout.write(JSON.stringify({ code, loaded }));
    });`;
  const output = execFileSync(process.execPath, ['-e', script], { cwd: join(__dirname, '../..'), encoding: 'utf8' });

  expect(JSON.parse(output)).toEqual({ code: ExitCode.Done, loaded: [] });
});
