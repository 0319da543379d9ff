import { Command, Help, type Option } from '@commander-js/extra-typings';
import { auditCommand } from './commands/audit';
import { bootstrapCommand } from './commands/bootstrap';
import { deployCommand } from './commands/deploy';
import { diffCommand } from './commands/diff';
import { listCommand } from './commands/list';
import { rolloutCommand } from './commands/rollout';
import { shapesCommand } from './commands/shapes';
import { statusCommand } from './commands/status';
import { syncCommand } from './commands/sync';
import { synthCommand } from './commands/synth';
import { upCommand } from './commands/up';
import { validateCommand } from './commands/validate';
import { vendCommand } from './commands/vend';
import { addCompletion, isAboutCompletion } from './completion';
import type { Ask } from './confirm';
import { type ConsoleReporterOptions, type Reporter, consoleReporter } from './console-reporter';
import { ExitCode } from './exit-code';
import { reportFailure, withoutPrefix } from './report-failure';

/** What a command may use; the only things a run takes from its surroundings. */
export interface CliContext extends ConsoleReporterOptions {
  /** Version of the package, for `--version`. */
  readonly version: string;
  /** Asks a person; undefined where there is none. */
  readonly ask?: Ask | undefined;
}

/** What each command is given. */
export interface CommandContext extends CliContext {
  readonly reporter: Reporter;
  /** Takes the exit code of the command. */
  readonly exit: (code: ExitCode) => void;
}

/**
 * Runs one command line.
 *
 * @param argv the arguments after the program's name
 * @returns the exit code; never throws
 */
export async function runCli(argv: readonly string[], context: CliContext): Promise<ExitCode> {
  const reporter = consoleReporter(context);
  let exitCode = ExitCode.Done;
  const program = buildProgram({ ...context, reporter, exit: (code) => (exitCode = code) });
  try {
    if (isAboutCompletion(argv)) await addCompletion(program);
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    return reportFailure(error, { reporter, json: argv.includes('--json'), env: context.env });
  }
}

function buildProgram(context: CommandContext): Command {
  const { version, stdout, stderr, reporter } = context;
  const program = new Command('tenantry')
    .description('Gives every tenant an AWS account of its own, from one small typed file per tenant.')
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      outputError: (text) => reporter.error(withoutPrefix(text).trimEnd()),
    })
    .configureHelp({ optionDescription })
    .showHelpAfterError('(tenantry --help tells the commands, tenantry <command> --help the options)')
    .addHelpText('after', HELP);
  for (const define of [
    validateCommand,
    listCommand,
    upCommand,
    vendCommand,
    bootstrapCommand,
    deployCommand,
    rolloutCommand,
    statusCommand,
    syncCommand,
    synthCommand,
    auditCommand,
    shapesCommand,
    diffCommand,
  ]) {
    const command = define(context).copyInheritedSettings(program);
    for (const part of command.commands) part.copyInheritedSettings(command);
    program.addCommand(command);
  }
  return program;
}

/** That a switch is off and a list is empty unless something is said need not be said. */
function optionDescription(option: Option): string {
  const { defaultValue, description } = option;
  const isUsual = defaultValue === false || (Array.isArray(defaultValue) && defaultValue.length === 0);
  return isUsual ? description : new Help().optionDescription(option);
}

const HELP = `
Examples:
  $ tenantry validate                    check every file in tenants/
  $ tenantry synth --all                 synthesize and check the fleet into cdk.out
  $ tenantry up acme                     give a tenant its account, bootstrap and stacks
  $ source <(tenantry completion bash)   complete commands, options and tenants; also zsh, fish, powershell

Exit codes: 0 done, 1 at least one tenant failed or has findings, 2 bad usage or configuration and nothing was attempted, 130 stopped by Ctrl-C.`;
