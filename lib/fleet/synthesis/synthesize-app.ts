import { join } from 'node:path';
import { type App, CfnElement, Stack, Stage } from 'aws-cdk-lib';
import type { Registry } from '../../config/registry';
import { ConfigError, type Issue } from '../../errors';
import { messageOf } from '../../message-of';

/**
 * Synthesizes an app. Much of what somebody's own blueprint makes is judged by the CDK only now, in words that name neither the construct nor the
 * tenant: where that is why it fails, all that is wrong is told.
 *
 * @throws ConfigError with every construct of the blueprint that cannot be synthesized, otherwise the CDK's own error
 */
export function synthesizeApp(app: App, { organization, directory }: Registry): void {
  try {
    app.synth();
  } catch (cause) {
    if (organization.blueprint === undefined) throw cause;
    const file = join(directory, organization.blueprint);
    const issues = blueprintStacks(app).flatMap(problemsIn);
    if (issues.length === 0) throw cause;
    throw new ConfigError(issues.map((issue) => ({ file, ...issue })));
  }
}

/** What {@link TenantStage} gives the blueprint to put its constructs in. */
function blueprintStacks(app: App): Stack[] {
  return app.node.children
    .filter((child) => Stage.isStage(child))
    .flatMap(({ node }) => node.tryFindChild('Blueprint') ?? [])
    .filter((child) => Stack.isStack(child));
}

function problemsIn(stack: Stack): Omit<Issue, 'file'>[] {
  return stack.node.findAll().flatMap((construct) => {
    const { path } = construct.node;
    const messages = messagesOf(() => construct.node.validate());
    if (CfnElement.isCfnElement(construct)) {
      messages.push(
        ...messagesOf(() => {
          // What the CDK does next; it has no other name for it.
          // oxlint-disable-next-line no-underscore-dangle
          construct.stack.resolve(construct._toCloudFormation());
          return [];
        }),
      );
    }
    return messages.map((message) => ({ path, message }));
  });
}

/** What is said, and what is thrown instead: it must not come in the place of what else is wrong. */
function messagesOf(judge: () => string[]): string[] {
  try {
    return judge();
  } catch (error) {
    return [withoutWrapping(messageOf(error))];
  }
}

/** The CDK adds its words at each level of an object, and may use several lines. */
function withoutWrapping(message: string): string {
  const [, words = message] = /^(?:Resolution error: )*([^]*?)\.*$/.exec(message) ?? [];
  return words.replaceAll(/\n\s*/g, '; ');
}
