import type { Template } from '../audit/assembly/audited-stack';
import { asObject } from '../audit/values/intrinsic';
import { parameterText } from '../data-loss/parameter-text';

/**
 * A template with the values that its parameters were deployed with as their defaults. A deployment passes no values, so that the defaults of the new
 * template take their place: what differs is what it changes.
 *
 * The value of a parameter with `NoEcho` is told by nobody: it differs from every default.
 *
 * @param values by parameter, as CloudFormation tells them
 */
export function withParameterValues(template: Template, values: Readonly<Record<string, string>>): Template {
  const { Parameters } = template;
  if (Parameters === undefined) return template;
  const deployed = Object.entries(Parameters).map(([name, parameter]) => {
    const definition = asObject(parameter);
    const value = values[name];
    const isDefault = value === undefined || value === parameterText(definition?.['Default']);
    return [name, isDefault ? parameter : { ...definition, Default: value }];
  });
  return { ...template, Parameters: Object.fromEntries(deployed) as NonNullable<Template['Parameters']> };
}
