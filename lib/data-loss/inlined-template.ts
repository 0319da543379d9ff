import type { Template } from '../audit/assembly/audited-stack';
import { asObject, intrinsicOf } from '../audit/values/intrinsic';
import { type StackAmong, parentOf } from './compared-stack';
import { parameterText } from './parameter-text';

/** A template, and the values its parent writes for its parameters; the others have their defaults. */
export interface GivenTemplate {
  readonly template: Template;
  readonly given: Readonly<Record<string, unknown>>;
}

/** The template of a stack with what its parent gives it. */
export function givenTemplate(among: StackAmong): GivenTemplate {
  const { template, parent } = among.stack;
  const outer = parentOf(among);
  if (parent === undefined || outer === undefined) return { template, given: {} };
  const values = outer.stack.template.Resources?.[parent.logicalId]?.Properties?.['Parameters'];
  // Inlined, for what the parent refers to may change as well.
  return { template, given: asObject(inlinerOf(givenTemplate(outer))(values)) ?? {} };
}

/**
 * A template in whose resources the definition stands beside each reference to a parameter, a mapping or a condition. So a definition that
 * changes shows in the resources that depend on it, by the property that does.
 */
export function inlinedTemplate(of: GivenTemplate): Template {
  const inline = inlinerOf(of);
  const { template } = of;
  const resources = Object.entries(template.Resources ?? {}).map(([logicalId, resource]) => {
    const { Properties = {} } = resource;
    const properties = Object.entries(Properties).map(([name, value]) => [name, inline(value)]);
    return [
      logicalId,
      { ...resource, Properties: Object.fromEntries(properties) as Readonly<Record<string, unknown>> },
    ];
  });
  return { ...template, Resources: Object.fromEntries(resources) as NonNullable<Template['Resources']> };
}

/** A condition with all that it depends on; undefined for none. */
export function inlinedCondition(of: GivenTemplate, name: string | undefined): unknown {
  return name === undefined ? undefined : inlinerOf(of)({ Condition: name });
}

function inlinerOf({ template, given }: GivenTemplate): (node: unknown) => unknown {
  const { Parameters = {}, Mappings = {}, Conditions = {} } = template;
  const parameter = (name: string): unknown => {
    const { Type, Default } = asObject(Parameters[name]) ?? {};
    return [Type, parameterText(given[name] ?? Default)];
  };
  // Conditions that name each other in a circle, which CloudFormation refuses, end at the one that was met before.
  const inline = (node: unknown, within: readonly string[] = []): unknown => {
    if (Array.isArray(node)) return node.map((each) => inline(each, within));
    const properties = asObject(node);
    if (properties === undefined) return node;
    const { name, argument } = intrinsicOf(node) ?? {};
    const named = Array.isArray(argument) ? (argument[0] as unknown) : argument;
    const inlined = Object.entries(properties).map(([key, value]) => [key, inline(value, within)]);
    const definition = (): unknown => {
      if (name === 'Fn::FindInMap') return typeof named === 'string' ? Mappings[named] : Mappings;
      if (typeof named !== 'string') return undefined;
      if (name === 'Ref' && named in Parameters) return parameter(named);
      if (name === 'Fn::Sub')
        return parametersIn(named)
          .filter((each) => each in Parameters)
          .map(parameter);
      const isCondition = (name === 'Condition' || name === 'Fn::If') && !within.includes(named);
      return isCondition ? inline(Conditions[named], [...within, named]) : undefined;
    };
    const defined = definition();
    return Object.fromEntries(defined === undefined ? inlined : [...inlined, ['definition', defined]]) as unknown;
  };
  return (node) => inline(node);
}

/** Names between `${` and `}`; attributes of resources have a point. */
function parametersIn(text: string): readonly string[] {
  return Array.from(text.matchAll(/\$\{([A-Za-z0-9]+)\}/g), ([, name = '']) => name);
}
