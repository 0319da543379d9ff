import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A server of `test/emulator`, listening. */
export interface EmulatorProcess {
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
}

const INSTALL =
  'end-to-end tests need Python 3.11 or later as "python3" and moto 5.2.1: pip install "moto[server]==5.2.1"';

/** moto imports every service it knows, which takes seconds on a busy machine. */
const START_TIMEOUT_MS = 60_000;

/**
 * Starts the emulator on a free port.
 *
 * The process ends when its standard input closes, which the operating system sees to whatever ends this process.
 *
 * @throws Error that says what to install if Python or the right moto is missing
 */
export async function startEmulatorProcess(): Promise<EmulatorProcess> {
  // -B: no compiled files among the sources.
  const server = spawn('python3', ['-B', '-m', 'emulator'], {
    cwd: join(__dirname, '../../test'),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const story: string[] = [];
  server.stderr.on('data', (chunk: Buffer) => {
    story.push(chunk.toString());
    if (process.env.TENANTRY_EMULATOR_LOG !== undefined) process.stderr.write(chunk);
  });

  const port = await listeningPort(server, story);
  return {
    endpoint: `http://localhost:${port}`,
    stop: async () => {
      if (server.exitCode !== null || server.signalCode !== null) return;
      server.stdin.end();
      await once(server, 'close');
    },
  };
}

function listeningPort(server: ChildProcess, story: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      server.kill();
      reject(new Error(`the AWS emulator does not listen after ${START_TIMEOUT_MS / 1000} s\n${story.join('')}`));
    }, START_TIMEOUT_MS);
    server.once('error', (cause) => {
      clearTimeout(timer);
      reject(new Error(INSTALL, { cause }));
    });
    server.once('close', (code) => {
      clearTimeout(timer);
      reject(new Error(story.join('').trim() || `the AWS emulator ended with code ${code} before it listened`));
    });
    if (server.stdout === null) return;
    createInterface(server.stdout).on('line', (line) => {
      const port = /^listening on (\d+)$/.exec(line)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(port);
    });
  });
}
