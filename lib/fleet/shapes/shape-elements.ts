import { asObject } from '../../audit/values/intrinsic';
import { restore, withoutNumbers } from '../../shapes/placeholder';
import type { StackShape, TenantShape, TenantShapes } from './tenant-shape';

/** A resource, an output or another named part of a template. */
export interface ShapeElement {
  /** E.g. `«id»/Data`. */
  readonly stack: string;
  /** Type of a resource, or the section of the template, e.g. `Outputs`. */
  readonly type: string;
  /** Name in the template of the first tenant of the shape. */
  readonly logicalId: string;
  /** In canonical form, with digits that make names unique left out. */
  readonly content: unknown;
}

/** A shape taken apart. */
export interface ShapeElements {
  readonly stacks: number;
  readonly resources: number;
  /** By a name that elements have in other shapes too. */
  readonly elements: ReadonlyMap<string, ShapeElement>;
}

/** Takes the templates of a shape apart, so that it can be compared with another. */
export function shapeElements({ stacks, values }: TenantShape & Pick<TenantShapes, 'values'>): ShapeElements {
  const elements = new Map<string, ShapeElement>();
  let resources = 0;
  for (const element of stacks.flatMap((stack) => [...elementsOf(stack, values)])) {
    if (element.type.includes('::')) resources += 1;
    elements.set(freeKey(elements, element), { ...element, logicalId: restore(element.logicalId, values) });
  }
  return { stacks: stacks.length, resources, elements };
}

function* elementsOf(stack: StackShape, values: Readonly<Record<string, string>>): Generator<ShapeElement> {
  const { name, region, terminationProtection } = stack;
  yield { stack: name, type: 'Stack', logicalId: '', content: { region, terminationProtection } };
  const template = asObject(JSON.parse(stack.template)) ?? {};
  for (const [section, entries] of Object.entries(template)) {
    const named = asObject(entries);
    if (named === undefined) yield { stack: name, type: section, logicalId: '', content: entries };
    for (const [logicalId, content] of Object.entries(named ?? {})) {
      const type = section === 'Resources' ? typeOf(content, values) : section;
      yield { stack: name, type, logicalId, content: JSON.parse(withoutNumbers(JSON.stringify(content))) as unknown };
    }
  }
}

function typeOf(content: unknown, values: Readonly<Record<string, string>>): string {
  const type = asObject(content)?.['Type'];
  return typeof type === 'string' ? restore(type, values) : 'Resources';
}

/** Of elements whose names differ in unique digits alone, the second is another one than the first. */
function freeKey(taken: ReadonlyMap<string, unknown>, { stack, type, logicalId }: ShapeElement): string {
  const key = withoutNumbers([stack, type, logicalId].join('\n'));
  let count = 1;
  while (taken.has(`${key}\n${count}`)) count += 1;
  return `${key}\n${count}`;
}
