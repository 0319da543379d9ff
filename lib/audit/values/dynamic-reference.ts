import { type Value, concatenate, known, unknown } from './value';

const DYNAMIC_REFERENCE = /\{\{resolve:[^}]{0,512}\}\}/g;

/** A text with dynamic references in it, which CloudFormation looks up at deployment. */
export function withDynamicReferences(text: string): Value {
  const references = text.match(DYNAMIC_REFERENCE) ?? [];
  const between = text.split(DYNAMIC_REFERENCE);
  return concatenate(
    between.flatMap((part, index) =>
      index < references.length
        ? [known(part), unknown('a dynamic reference is looked up at deployment', references[index])]
        : [known(part)],
    ),
  );
}
