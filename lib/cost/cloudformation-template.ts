/** One resource of a template. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** A synthesized CloudFormation template, parsed; what an estimate does not read is left out. */
export interface CloudFormationTemplate {
  readonly Resources?: Readonly<Record<string, TemplateResource>>;
}

/**
 * The resource that a value such as `{ "Ref": "Database" }` or `{ "Fn::GetAtt": ["Database", "Arn"] }` points to.
 *
 * @returns undefined if the value is text, or points out of the template
 */
export function referencedResource(
  { Resources = {} }: CloudFormationTemplate,
  value: unknown,
): TemplateResource | undefined {
  if (!isRecord(value)) return undefined;
  const target = value['Ref'] ?? value['Fn::GetAtt'];
  const logicalId = Array.isArray(target) ? (target[0] as unknown) : target;
  if (typeof logicalId !== 'string') return undefined;
  return Resources[logicalId] ?? Resources[logicalId.split('.')[0] ?? ''];
}

/** Whether two values point to the same resource, or are the same text. */
export function isSameReference(one: unknown, other: unknown): boolean {
  return one !== undefined && JSON.stringify(one) === JSON.stringify(other);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
