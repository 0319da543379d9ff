import { Stage } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** What can be judged: an app, a stage of it (such as one tenant's), or the folder of a cloud assembly. */
export type AssemblySource = Stage | string;

/**
 * The folder of a cloud assembly; an app or stage is synthesized, again if it has been before, so that nothing defined since is missed.
 *
 * @param where the matcher or function that asks, to begin the message with
 * @param alsoTaken what else the caller takes, for the message
 * @throws Error if it is neither
 */
export function assemblyOf(source: unknown, where: string, alsoTaken = ''): string {
  if (typeof source === 'string') return source;
  if (Stage.isStage(source)) return synthesize(source);
  throw new Error(
    `${where}: expected an App, a Stage${alsoTaken} or the folder of a cloud assembly, got ${describe(source)}; of a Stack, pass the App or Stage it is in`,
  );
}

/** From the inside out: an app takes the stages in it as they were synthesized before, whatever has been defined in them since. */
function synthesize(stage: Stage): string {
  const nested = stage.node.findAll().filter((construct) => construct !== stage && Stage.isStage(construct));
  for (const inner of nested.toReversed()) (inner as Stage).synth({ force: true });
  return stage.synth({ force: true }).directory;
}

function describe(value: unknown): string {
  if (Construct.isConstruct(value)) return `the construct "${value.node.path}"`;
  return typeof value === 'object' && value !== null ? 'another object' : String(value);
}
