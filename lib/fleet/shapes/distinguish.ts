import { differentPaths } from './different-paths';
import type { ShapeElement, ShapeElements } from './shape-elements';

/** One thing in which a shape differs from the most common one. */
export interface Distinction {
  readonly difference: 'added' | 'missing' | 'different';
  /** E.g. `«id»/Data`. */
  readonly stack: string;
  /** Type of the resource, or the section of the template. */
  readonly type: string;
  readonly logicalId: string;
  /** Where in the resource, e.g. `Properties.MultiAZ`; empty for the resource as a whole. */
  readonly path: string;
}

/** Tells in what a shape differs from another one: what is added, what is missing, then what is different, each in the order of the templates. */
export function distinguish(common: ShapeElements, other: ShapeElements): readonly Distinction[] {
  const added = [...other.elements].filter(([key]) => !common.elements.has(key));
  const missing = [...common.elements].filter(([key]) => !other.elements.has(key));
  const different = [...other.elements].flatMap(([key, element]) => {
    const counterpart = common.elements.get(key);
    if (counterpart === undefined) return [];
    return [...differentPaths(counterpart.content, element.content)].map(({ path }) => ({
      element,
      path: path.join('.'),
    }));
  });
  return [
    ...added.map(([, element]) => distinction('added', element, '')),
    ...missing.map(([, element]) => distinction('missing', element, '')),
    ...different.map(({ element, path }) => distinction('different', element, path)),
  ];
}

function distinction(
  difference: Distinction['difference'],
  { stack, type, logicalId }: ShapeElement,
  path: string,
): Distinction {
  return { difference, stack, type, logicalId, path };
}
