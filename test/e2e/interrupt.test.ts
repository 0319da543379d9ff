import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type RunningTenantry, startTenantry } from '../support/tenantry-cli';
import { aFleet, aTenant, anOrganization } from '../support/tenants-folder';

/** Says that it has begun, and never comes back to the event loop, as a long synthesis does not for seconds. */
const BUSY = "export const blueprint = () => { console.log('busy'); for (;;); };";

let cwd: string;
let running: RunningTenantry;
let aws: Server;
let endpoint: string;
/** Called with each request but those for the caller's identity, which are never answered. */
let onHeld: () => void;

beforeEach(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'tenantry-interrupt-'));
  onHeld = () => undefined;
  aws = createServer(async (request, response) => {
    if ((await text(request)).includes('Action=GetCallerIdentity')) response.end(OPERATOR);
    else onHeld();
  });
  await once(aws.listen(0, '127.0.0.1'), 'listening');
  endpoint = `http://127.0.0.1:${(aws.address() as AddressInfo).port}`;
});
afterEach(async () => {
  running.kill('SIGKILL');
  await running.done;
  aws.closeAllConnections();
  aws.close();
  rmSync(cwd, { recursive: true });
});

/** A fleet of one tenant in the folder the commands run in. */
function makeFleet(blueprint?: string): void {
  if (blueprint !== undefined) writeFileSync(join(cwd, 'blueprint.ts'), blueprint);
  const organization = anOrganization(blueprint === undefined ? {} : { blueprint: '../blueprint.ts' });
  cpSync(aFleet([aTenant()], organization, { acme: '111111111111' }), join(cwd, 'tenants'), { recursive: true });
}

/** Starts a command that has a folder of its own for temporary files. */
function start(argv: readonly string[], terminal = false): RunningTenantry {
  mkdirSync(join(cwd, 'tmp'), { recursive: true });
  return startTenantry(argv, { endpoint, cwd, env: { TMPDIR: join(cwd, 'tmp') }, terminal });
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s ends a synthesis at once', async (signal) => {
  makeFleet(BUSY);
  running = start(['synth', '--all', '--no-cache']);
  await running.said('busy');
  running.kill(signal);

  expect(await running.done).toMatchObject({ code: null, signal, stdout: '' });
});

test('Ctrl-C ends the synthesis of a deployment at once, with the command that continues, and leaves no temporary files', async () => {
  makeFleet(BUSY);
  running = start(['deploy', 'acme']);
  await running.said('busy');
  running.kill('SIGINT');

  expect(await running.done).toEqual({
    code: 130,
    signal: null,
    stdout: '',
    stderr: `busy\n${LAST_WORD}`,
  });
  expect(readdirSync(join(cwd, 'tmp'))).toEqual([]);
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)(
  '%s ends a deployment with exit code %i and the command that continues, and leaves no temporary files; the next run goes on',
  async (signal, code) => {
    makeFleet();
    running = start(['deploy', 'acme']);
    onHeld = () => running.kill(signal);

    expect(await running.done).toEqual({ code, signal: null, stdout: '', stderr: LAST_WORD });
    expect(readdirSync(join(cwd, 'tmp'))).toEqual([]);
    running = start(['deploy', 'acme']);
    expect(await running.done).toMatchObject({ code, stderr: LAST_WORD });
  },
);

test('Ctrl-C on a terminal leaves the last word there, and the cursor', async () => {
  makeFleet();
  running = start(['deploy', 'acme'], true);
  onHeld = () => running.type('\u0003');
  const { code, stdout } = await running.done;

  expect(code).toBe(130);
  expect(stdout).toContain('\u001B[?25l');
  expect(stdout).toContain(LAST_WORD.replaceAll('\n', '\r\n'));
  expect(stdout.lastIndexOf('\u001B[?25h')).toBeGreaterThan(stdout.lastIndexOf('\u001B[?25l'));
});

const LAST_WORD = 'stopped; what AWS has begun goes on there\nacme: to continue: tenantry deploy acme\n';

const OPERATOR = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
  <Arn>arn:aws:iam::100000000002:user/operator</Arn><UserId>operator</UserId><Account>100000000002</Account>
</GetCallerIdentityResult></GetCallerIdentityResponse>`;
