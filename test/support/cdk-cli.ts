import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmulatedCredentials } from './aws-emulator';

/** Where and as whom a command of the CDK runs. */
export interface CdkOptions {
  /** Folder with the `cdk.json`, if the command needs one. */
  readonly cwd: string;
  /** Base URL of AWS. */
  readonly endpoint: string;
  readonly credentials: EmulatedCredentials;
  /** Region of calls that belong to no environment, such as the first to STS. */
  readonly region: string;
  /** @default - nothing beyond what the CDK needs */
  readonly env?: Readonly<Record<string, string>>;
  /** @default 180_000 */
  readonly timeoutMs?: number;
}

/** How a command of the CDK ended. */
export interface CdkResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const CDK = join(__dirname, '../../node_modules/.bin/cdk');

/**
 * Runs the real `cdk` as in a pipeline: no terminal, no colour, no questions, none of the user's own AWS settings.
 *
 * @throws Error with the output so far if the command takes too long
 */
export async function cdk(args: readonly string[], options: CdkOptions): Promise<CdkResult> {
  const { cwd, timeoutMs = 180_000 } = options;
  const command = spawn(CDK, [...args, '--no-notices', '--no-color'], {
    cwd,
    env: environment(options),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  command.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  command.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));

  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    command.kill('SIGKILL');
  }, timeoutMs);
  await once(command, 'close');
  clearTimeout(timer);
  if (isLate)
    throw new Error(`cdk ${args.join(' ')}: not done after ${timeoutMs / 1000} s\n${output.stdout}${output.stderr}`);
  return { exitCode: command.exitCode ?? -1, ...output };
}

/** As `cdk`, for commands that must succeed. */
export async function cdkOrThrow(args: readonly string[], options: CdkOptions): Promise<CdkResult> {
  const result = await cdk(args, options);
  if (result.exitCode !== 0) {
    throw new Error(`cdk ${args.join(' ')}: exit code ${result.exitCode}\n${result.stdout}${result.stderr}`);
  }
  return result;
}

function environment({ endpoint, credentials, region, env = {} }: CdkOptions): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: tmpdir(),
    CI: '1',
    NO_COLOR: '1',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    ...(credentials.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: credentials.sessionToken }),
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    ...env,
  };
}
