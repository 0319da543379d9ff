import { type CloudFormationClient, GetTemplateCommand, TemplateStage } from '@aws-sdk/client-cloudformation';
import type { Template } from '../audit/assembly/audited-stack';
import { OperationError } from '../errors';
import { parseTemplate } from './parse-template';

/**
 * Reads the template a stack was deployed with last, as it was written.
 *
 * @param stack name or ARN
 * @throws OperationError if it is neither JSON nor YAML
 */
export async function stackTemplate(client: CloudFormationClient, stack: string): Promise<Template> {
  const { TemplateBody: body = '' } = await client.send(
    new GetTemplateCommand({ StackName: stack, TemplateStage: TemplateStage.Original }),
  );
  const template = parseTemplate(body);
  if (template !== undefined) return template;
  throw new OperationError(
    `stack ${stack} was not deployed by the CDK: its template cannot be read; compare it by hand (aws cloudformation get-template)`,
  );
}
