import type { Command } from '@commander-js/extra-typings';
import type { Command as UntypedCommand } from 'commander';
import { listConfigFiles } from '../config/files/list-config-files';

/** The command that prints the script for a shell, and the one that script calls at each press of the tab key. */
const COMMANDS: ReadonlySet<string | undefined> = new Set(['completion', 'complete']);

/** Whether a command line is about completion, so that every other one is spared loading it. */
export function isAboutCompletion([command]: readonly string[]): boolean {
  return COMMANDS.has(command);
}

/** Adds `tenantry completion <shell>`, which completes commands, options, and the ids of the tenants in `tenants/`. */
export async function addCompletion(program: Command): Promise<void> {
  const { default: tab } = await import('@bomb.sh/tab/commander');
  const { commands } = tab(program as unknown as UntypedCommand, { completionCommandName: 'completion' });
  for (const command of commands.values()) {
    // Beside the name there is room for a few words.
    command.description = summaryOf(program, command.value);
    const tenants = command.arguments.get('tenants');
    if (tenants) tenants.handler = (complete) => tenantFiles('tenants').forEach((id) => complete(id, ''));
  }
  program.commands.find((command) => command.name() === 'completion')?.addHelpText('after', EXAMPLES);
}

const EXAMPLES = `
Examples:
  $ source <(tenantry completion bash)              in this shell; in ~/.bashrc, in every new one; needs the package bash-completion
  $ source <(tenantry completion zsh)
  $ tenantry completion fish | source
  $ tenantry completion powershell | Out-String | Invoke-Expression`;

/** Of a command by its way from the program, e.g. `rollout start`. */
function summaryOf(program: Command, way: string): string {
  const command = way
    .split(' ')
    .reduce<UntypedCommand | undefined>(
      (parent, name) => parent?.commands.find((each) => each.name() === name),
      program as unknown as UntypedCommand,
    );
  return command === undefined ? '' : command.summary() || command.description();
}

/** Ids by the names of their files: nobody waits for a fleet to be read while typing. */
function tenantFiles(folder: string): readonly string[] {
  try {
    return [...new Set(listConfigFiles(folder).tenants.map(({ id }) => id))];
  } catch {
    return [];
  }
}
