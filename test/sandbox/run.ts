import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { loadRegistry } from 'tenantry';
import { type EmulatedFleet, startUnvendedFleet } from '../support/emulated-fleet';
import { inventory } from '../support/inventory';
import { commandEnvironment } from '../support/tenantry-cli';

/** Two regions of two jurisdictions. */
const TENANTS = ['acme', 'initech'];

const COMMAND = join(__dirname, '../../dist/bin/tenantry.js');

/** `npm run sandbox`: what a newcomer sees of Tenantry without an AWS account. */
async function main(argv: readonly string[]): Promise<void> {
  // Of no use to a newcomer.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  say('Starting an emulated AWS (moto) with an organization, and an account for the operator.');
  const fleet = await startUnvendedFleet(TENANTS);
  try {
    const common = ['--tenants', fleet.directory, '--operator-role', fleet.operatorRole];
    await run(fleet, ['up', ...TENANTS, '--create-units', '--yes', ...common]);
    await tellWhatIsThere(fleet);
    await run(fleet, ['status', ...TENANTS, ...common]);
    say('Once more: nothing changes.');
    await run(fleet, ['up', ...TENANTS, '--yes', ...common]);
    if (argv.includes('--keep')) await keep(fleet);
    say('All of this was emulated. docs/emulator.md says what that proves, and what it does not.');
  } finally {
    await fleet.stop();
  }
}

async function run(fleet: EmulatedFleet, args: readonly string[]): Promise<void> {
  say(`$ tenantry ${args.join(' ')}`);
  const child = spawn(process.execPath, [COMMAND, ...args], {
    cwd: fleet.workspace,
    stdio: 'inherit',
    env: { ...commandEnvironment({ endpoint: fleet.emulator.endpoint }), TERM: process.env.TERM },
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`tenantry ${args[0]} ended with exit code ${code}`);
}

async function tellWhatIsThere({ directory, emulator }: EmulatedFleet): Promise<void> {
  say('What is in the accounts now, asked of the (emulated) AWS:');
  const { tenants } = await loadRegistry({ directory });
  for (const { id, region, accountId = '' } of tenants) {
    const found = await inventory(await emulator.clientConfig(accountId, region));
    process.stdout.write(
      `${id}, account ${accountId}, ${region}\n` +
        `  network   ${found.networks.join(', ')}\n` +
        `  database  ${found.databases.join(', ')}\n` +
        `  API       ${found.apis.join(', ')}\n` +
        `  functions ${found.functions.length}\n`,
    );
  }
}

async function keep({ emulator, workspace, operatorRole }: EmulatedFleet): Promise<void> {
  say(
    `Left running until Ctrl-C. In another terminal:\n  cd ${workspace}\n  export AWS_ENDPOINT_URL=${emulator.endpoint} AWS_ACCESS_KEY_ID=management AWS_SECRET_ACCESS_KEY=management\n  alias tenantry='node ${COMMAND}'\n  tenantry status --all --operator-role ${operatorRole}`,
  );
  const stayAlive = setInterval(() => undefined, 60_000);
  await once(process, 'SIGINT');
  clearInterval(stayAlive);
}

function say(text: string): void {
  process.stdout.write(`\n${text}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
