import type { TemplateResource } from '../assembly/audited-stack';
import type { Leaf } from '../rule';
import type { Interpreter } from './interpreter';
import { asObject, intrinsicOf, isNoValue } from './intrinsic';
import { decodedText } from './encoded-text';
import { namesOf } from './entry-name';
import { type ParsedJson, parseJsonText } from './json-text';
import type { Value } from './value';

/** Metadata that instances act on; all other is for people and tools. */
const LIVE_METADATA = ['AWS::CloudFormation::Init', 'AWS::CloudFormation::Authentication'];

/** Where a walk has come to. */
interface Place {
  /** Path in the resource; stays where it is inside of an intrinsic function or a text. */
  readonly path: string;
  readonly properties: readonly string[];
  readonly frozen: boolean;
  readonly isDenied: boolean;
}

/** Every text and every intrinsic function of a resource, in the order of the template. */
export function leavesOf(resource: TemplateResource, interpreter: Interpreter): Leaf[] {
  const leaves: Leaf[] = [];
  const roots: Record<string, unknown> = { Properties: resource.Properties ?? {} };
  for (const name of LIVE_METADATA) {
    const metadata = resource.Metadata?.[name];
    if (metadata !== undefined) roots[`Metadata.${name}`] = metadata;
  }
  for (const [path, node] of Object.entries(roots))
    walk(node, { path, properties: [], frozen: false, isDenied: false });
  return leaves;

  function walk(node: unknown, place: Place): void {
    if (node === undefined || node === null || isNoValue(node)) return;
    if (Array.isArray(node)) {
      node.forEach((element, index) =>
        walk(element, place.frozen ? place : { ...place, path: `${place.path}.${index}` }),
      );
      return;
    }
    const intrinsic = intrinsicOf(node);
    if (intrinsic !== undefined) {
      walkIntrinsic(node, intrinsic.name, intrinsic.argument, place);
      return;
    }
    const object = asObject(node);
    if (object === undefined) {
      leaf(interpreter.evaluate(node), place);
      return;
    }
    for (const [key, value] of Object.entries(object)) walk(value, inside(place, key, object));
  }

  function walkIntrinsic(node: unknown, name: string, argument: unknown, place: Place): void {
    const frozen = { ...place, frozen: true };
    const variants =
      name === 'Fn::If' || name === 'Fn::FindInMap' || name === 'Fn::Select' ? interpreter.variants(node) : [node];
    for (const variant of variants) {
      const inner = intrinsicOf(variant);
      if (variant !== node) walk(variant, frozen);
      else if (inner?.name === 'Fn::Transform' || inner?.name === 'Fn::ToJsonString' || inner?.name === 'Fn::Cidr')
        walk(argument, frozen);
      else leaf(interpreter.evaluate(variant), frozen);
    }
  }

  function leaf(value: Value, place: Place): void {
    for (const text of value) {
      const json = parseJsonText(text);
      const decoded = json ? undefined : decodedText(text);
      if (json) walkJson(json, json.content, { ...place, frozen: true });
      else if (decoded !== undefined) leaf(interpreter.evaluate(decoded), { ...place, frozen: true });
      else
        leaves.push({
          path: place.path,
          properties: place.properties,
          value: [text],
          ...(place.isDenied && { isDenied: true }),
        });
    }
  }

  function walkJson(json: ParsedJson, node: unknown, place: Place): void {
    if (typeof node === 'string') leaf(json.valueOf(node), place);
    else if (Array.isArray(node)) node.forEach((element) => walkJson(json, element, place));
    else if (typeof node === 'object' && node !== null) {
      for (const [key, value] of Object.entries(node)) walkJson(json, value, inside(place, key, node));
    } else if (node !== null) leaf(interpreter.evaluate(node), place);
  }
}

function inside(place: Place, key: string, object: object): Place {
  return {
    ...place,
    path: place.frozen ? place.path : `${place.path}.${key}`,
    properties: [...place.properties, ...(place.properties.length === 0 ? [key] : namesOf(object, key))],
    isDenied: place.isDenied || denies(object, place.properties.at(-1) ?? ''),
  };
}

/** Whether an object is a statement of a policy that denies, whatever is chosen at deployment. */
function denies(object: object, property: string): boolean {
  if (!/^statement$/i.test(property)) return false;
  return Object.entries(object).some(([key, value]) => /^effect$/i.test(key) && /^deny$/i.test(String(value)));
}
