import type { Ask } from './confirm';

/** Asks on the terminal; Ctrl-C means no. Undefined where input or output is no terminal. */
export function askOnTerminal(input: { readonly isTTY?: boolean }, output: NodeJS.WriteStream): Ask | undefined {
  if (input.isTTY !== true || !output.isTTY) return undefined;
  return async (message) => {
    const { confirm } = await import('@clack/prompts');
    return (await confirm({ message, initialValue: false, output })) === true;
  };
}
