import type { Template } from 'aws-cdk-lib/assertions';

/** A state machine as States Language writes it. */
export interface Definition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A statement of a policy. */
export interface Statement {
  readonly Action: string | readonly string[];
}

/** The definition of a template's state machine; references are their logical ids, the partition is `aws`. */
export function definitionOf(template: Template, stateMachineName: string): Definition {
  const [machine] = Object.values(
    template.findResources('AWS::StepFunctions::StateMachine', { Properties: { StateMachineName: stateMachineName } }),
  );
  return JSON.parse(String(textOf(machine!.Properties.DefinitionString))) as Definition;
}

/** A value of a template with its texts joined. */
function textOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(textOf);
  if (typeof value !== 'object' || value === null) return value;
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Join': joined } = value as Record<string, unknown>;
  if (ref !== undefined) return ref === 'AWS::Partition' ? 'aws' : ref;
  if (Array.isArray(attribute)) return attribute.join('.');
  if (Array.isArray(joined)) return (textOf(joined[1]) as unknown[]).join('');
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, textOf(each)]));
}

/** Statements of the policies whose logical id starts so, with an action that starts so. */
export function grantsOf(template: Template, action: string, policy = ''): Statement[] {
  return Object.entries(template.findResources('AWS::IAM::Policy'))
    .filter(([logicalId]) => logicalId.startsWith(policy))
    .flatMap(([, { Properties }]) => textOf(Properties.PolicyDocument.Statement) as Statement[])
    .filter(({ Action }) => [Action].flat().some((each) => each.startsWith(action)));
}

/** Names of a template's buckets, references by name. */
export function bucketNames(template: Template): string[] {
  return Object.values(template.findResources('AWS::S3::Bucket')).map(({ Properties }) =>
    String(textOf(Properties.BucketName)),
  );
}
