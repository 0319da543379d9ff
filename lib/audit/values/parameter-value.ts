import { asObject } from './intrinsic';
import { type Value, known, union, unknown } from './value';

/**
 * What a parameter may be: one of its allowed values, else anything.
 *
 * @param declaration as the template has it; undefined if it has none of that name
 */
export function parameterValue(name: string, declaration: unknown): Value {
  const parameter = asObject(declaration);
  if (parameter === undefined) return unknown(`there is no ${name}`);
  const { AllowedValues: allowed, Default: fallback, Type: type } = parameter;
  if (Array.isArray(allowed) && allowed.length > 0 && type === 'String') {
    return union(allowed.map((each) => known(String(each))));
  }
  const given = unknown(`parameter ${name} is given at deployment`);
  // A default proves nothing, but it is what is deployed if nobody gives another.
  const isText =
    (type === 'String' || type === 'Number') && (typeof fallback === 'string' || typeof fallback === 'number');
  return isText ? union([known(String(fallback)), given]) : given;
}
