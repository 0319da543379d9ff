import type { Construct } from 'constructs';

/** Says what is wrong with the props, if anything; must skip tokens. */
export type PropsRule<Props> = (props: Props) => string | undefined;

/**
 * Checks all props of a construct before it defines anything.
 *
 * @throws Error that names the construct and lists every problem
 */
export function assertProps<Props>(scope: Construct, props: Props, rules: readonly PropsRule<Props>[]): void {
  const problems = rules.map((rule) => rule(props)).filter((problem) => problem !== undefined);
  if (problems.length === 0) return;
  throw new Error([`invalid props for ${scope.node.path}`, ...problems.map((problem) => `  - ${problem}`)].join('\n'));
}
