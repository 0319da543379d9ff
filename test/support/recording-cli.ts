import type { Ask } from '../../lib/cli/confirm';
import type { ExitCode } from '../../lib/cli/exit-code';
import { runCli } from '../../lib/cli/run';

/** What one command line printed, and how it ended. */
export interface CliRun {
  readonly exitCode: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process, and records what it prints; without `ask` nobody can be asked. */
export async function runRecorded(
  argv: readonly string[],
  env: Record<string, string> = {},
  isTTY = false,
  ask?: Ask,
): Promise<CliRun> {
  const written = { stdout: '', stderr: '' };
  const exitCode = await runCli(argv, {
    stdout: { isTTY, write: (text) => (written.stdout += text) },
    stderr: { isTTY, write: (text) => (written.stderr += text) },
    env,
    version: '1.2.3',
    ...(ask && { ask }),
  });
  return { exitCode, ...written };
}
