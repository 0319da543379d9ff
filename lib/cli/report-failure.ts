import { types } from 'node:util';
import { CommanderError } from '@commander-js/extra-typings';
import { ConfigError, OperationError, UsageError, formatIssue } from '../errors';
import { messageOf } from '../message-of';
import { describeSystemError } from '../system-error';
import type { Reporter } from './console-reporter';
import { counted } from './counted';
import { ExitCode } from './exit-code';

/** How a failure is told. */
export interface FailureContext {
  readonly reporter: Reporter;
  /** Whether scripts wait for one object on stdout. */
  readonly json: boolean;
  /** Environment; with `TENANTRY_DEBUG` the place in the code is shown, where nobody has foreseen the failure. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Says, in one place for all commands, why a command line failed and what to do about it; gives its exit code. */
export function reportFailure(error: unknown, { reporter, json, env }: FailureContext): ExitCode {
  const toScripts = (object: object): void => {
    if (json) reporter.result(JSON.stringify({ ok: false, ...object }, undefined, 2));
  };
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return ExitCode.Done;
    // To people commander has said it.
    toScripts({
      error: error.code === 'commander.help' ? 'no command given; see --help' : withoutPrefix(error.message),
    });
    return ExitCode.Refused;
  }
  if (error instanceof ConfigError) {
    toScripts({ issues: error.issues });
    for (const issue of error.issues) reporter.error(formatIssue(issue));
    reporter.info(`\n${counted(error.issues.length, 'problem')}; nothing was attempted.`);
    return ExitCode.Refused;
  }
  const message = messageOf(error);
  toScripts({ error: message });
  reporter.error(message);
  if (!isForeseen(error)) {
    const { stack } = types.isNativeError(error) ? error : {};
    if ((env.TENANTRY_DEBUG ?? '') !== '') reporter.info(stack ?? 'no stack');
    else reporter.info('nobody has foreseen this failure; TENANTRY_DEBUG=1 shows where it happened, to report it');
  }
  return error instanceof UsageError ? ExitCode.Refused : ExitCode.Failed;
}

/** Commander's messages begin like its lines do. */
export function withoutPrefix(message: string): string {
  return message.replace(/^error: /, '');
}

/** Whatever AWS says no to, it says why. */
function isForeseen(error: unknown): boolean {
  return (
    error instanceof UsageError ||
    error instanceof OperationError ||
    describeSystemError(error) !== undefined ||
    (types.isNativeError(error) && '$metadata' in error)
  );
}
