import type { IConstruct, MetadataEntry } from 'constructs';

/**
 * Takes the stack traces out of the metadata of a tree.
 *
 * They hold paths of the machine, and the CDK records one with each acknowledgement whatever its settings say; without them the
 * same input gives the same bytes everywhere.
 */
export function dropStackTraces(root: IConstruct): void {
  for (const { node } of root.node.findAll()) {
    for (const entry of node.metadata as Mutable<MetadataEntry>[]) delete entry.trace;
  }
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };
