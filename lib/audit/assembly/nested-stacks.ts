import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { type PublishedFiles, nestedTemplateFile } from './asset-templates';
import type { AssembledStack } from './audited-stack';
import { TemplateFile, textOf } from './template-file';

/** Where templates of nested stacks are looked for. */
export interface NestingPlace {
  /** Folder of the cloud assembly; empty where paths of templates are whole. */
  readonly directory: string;
  /** Folder in it that has the parent's template. */
  readonly folder: string;
  readonly published: PublishedFiles;
}

/**
 * Stacks that are nested in a stack, and in those, each before what is in it. One whose template is not in the assembly is left out.
 *
 * @param above templates that the parent is in: CloudFormation takes none that is in itself
 */
export function* nestedStacksOf(
  place: NestingPlace,
  parent: AssembledStack,
  above: readonly string[] = [parent.templateFile],
): Generator<AssembledStack> {
  if (!textOf(parent).includes('AWS::CloudFormation::Stack')) return;
  const { directory, folder, published } = place;
  for (const [logicalId, resource] of Object.entries(parent.template.Resources ?? {})) {
    const path = resource.Type === 'AWS::CloudFormation::Stack' ? nestedTemplateFile(resource, published) : undefined;
    if (path === undefined) continue;
    const templateFile = posix.join(folder, path);
    if (above.includes(templateFile) || !existsSync(join(directory, templateFile))) continue;
    const { stackName, account, region, terminationProtection } = parent;
    const file = new TemplateFile(join(directory, templateFile));
    const nested: AssembledStack = {
      name: `${parent.name}/${logicalId}`,
      stackName,
      account,
      region,
      terminationProtection,
      templateFile,
      file,
      get template() {
        return file.template;
      },
      parent: { stack: parent.name, logicalId },
    };
    yield nested;
    yield* nestedStacksOf(place, nested, [...above, templateFile]);
  }
}
