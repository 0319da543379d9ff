import type { Command } from '@commander-js/extra-typings';
import type { Command as UntypedCommand } from 'commander';
import { readdirSync } from 'node:fs';
import { parse } from 'node:path';

/** The command that prints the script for a shell, and the one that script calls at each press of the tab key. */
const COMMANDS: ReadonlySet<string | undefined> = new Set(['completion', 'complete']);

/** Files of the tenants folder that are no tenants. */
const NO_TENANTS = new Set(['organization', 'accounts.lock']);

/** Whether a command line is about completion, so that every other one is spared loading it. */
export function isAboutCompletion([command]: readonly string[]): boolean {
  return COMMANDS.has(command);
}

/** Adds `tenantry completion <shell>`, which completes commands, options, and the ids of the tenants in `tenants/`. */
export async function addCompletion(program: Command): Promise<void> {
  const { default: tab } = await import('@bomb.sh/tab/commander');
  const { commands } = tab(program as unknown as UntypedCommand, { completionCommandName: 'completion' });
  for (const { arguments: positional } of commands.values()) {
    const tenants = positional.get('tenants');
    if (tenants) tenants.handler = (complete) => tenantFiles('tenants').forEach((id) => complete(id, ''));
  }
  program.commands.find((command) => command.name() === 'completion')?.addHelpText('after', EXAMPLES);
}

const EXAMPLES = `
Examples:
  $ source <(tenantry completion bash)              in this shell; in ~/.bashrc, in every new one
  $ source <(tenantry completion zsh)
  $ tenantry completion fish | source
  $ tenantry completion powershell | Out-String | Invoke-Expression`;

/** Ids by the names of their files: nobody waits for a fleet to be read while typing. */
function tenantFiles(folder: string): string[] {
  try {
    const ids = readdirSync(folder).map((file) => parse(file).name);
    return [...new Set(ids)].filter((id) => !NO_TENANTS.has(id)).toSorted();
  } catch {
    return [];
  }
}
