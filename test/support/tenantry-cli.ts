import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { EmulatedCredentials } from './aws-emulator';

const COMMAND = join(__dirname, '../../dist/bin/tenantry.js');

/** Where and as whom the command runs. */
export interface TenantryOptions {
  /** Base URL of AWS. */
  readonly endpoint: string;
  /** @default - those of the management account */
  readonly credentials?: EmulatedCredentials;
  /** Folder to run in. */
  readonly cwd: string;
  /** @default - nothing beyond what the AWS SDK needs */
  readonly env?: Readonly<Record<string, string>>;
  /** Runs it on a terminal, which gives all it prints as stdout. */
  readonly terminal?: boolean;
}

/** How a command ended. */
export interface TenantryResult {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command at work. */
export interface RunningTenantry {
  readonly done: Promise<TenantryResult>;
  /** Resolves once a text has been printed to stderr, or the command has ended without. */
  readonly said: (text: string) => Promise<void>;
  /** Types on its terminal. */
  readonly type: (keys: string) => void;
  readonly kill: (signal: 'SIGKILL' | 'SIGINT' | 'SIGTERM' | 'SIGHUP') => void;
}

/** Runs a command on a terminal of its own. */
const ON_TERMINAL = 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))';

/** Starts the built command, without a terminal unless it is to have one, and without any of the user's own AWS settings. */
export function startTenantry(argv: readonly string[], options: TenantryOptions): RunningTenantry {
  const command = [process.execPath, COMMAND, ...argv] as const;
  const [program, ...rest] = options.terminal ? (['python3', '-c', ON_TERMINAL, ...command] as const) : command;
  const child = spawn(program, rest, { cwd: options.cwd, env: commandEnvironment(options) });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (data) => (output.stdout += String(data)));
  child.stderr.on('data', (data) => (output.stderr += String(data)));
  return {
    done: new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal, ...output }))),
    said: (text) =>
      new Promise((resolve) => {
        child.stderr.on('data', () => output.stderr.includes(text) && resolve());
        child.on('close', () => resolve());
      }),
    type: (keys) => void child.stdin.write(keys),
    kill: (signal) => void child.kill(signal),
  };
}

/** Environment in which commands reach the emulator and nothing of the user's own AWS settings. */
export function commandEnvironment(options: Omit<TenantryOptions, 'cwd'>): NodeJS.ProcessEnv {
  const { endpoint, env = {} } = options;
  const { accessKeyId, secretAccessKey, sessionToken } = options.credentials ?? MANAGEMENT;
  return {
    PATH: process.env.PATH,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    ...(sessionToken !== undefined && { AWS_SESSION_TOKEN: sessionToken }),
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    CDK_VALIDATION: 'false',
    ...env,
  };
}

/** Runs the built command to its end. */
export function tenantry(argv: readonly string[], options: TenantryOptions): Promise<TenantryResult> {
  return startTenantry(argv, options).done;
}

/** moto takes keys it has not issued for those of the management account. */
const MANAGEMENT: EmulatedCredentials = { accessKeyId: 'management', secretAccessKey: 'management' };
