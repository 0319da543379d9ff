import type { Rule, StackView, Violation } from '../../rule';
import { asObject, intrinsicOf } from '../../values/intrinsic';

/** Macros that change a template when it is deployed. */
export const templateMacro: Rule = {
  id: 'assembly/template-macro',
  severity: 'medium',
  claim: 'A template is deployed as it was reviewed.',
  explanation: 'A macro (Transform) rewrites the template at deployment: what it makes of it cannot be judged before.',
  fix: 'write the resources out instead of using the macro',
  *checkStack(view) {
    const { Transform: transform } = view.stack.template;
    const names = Array.isArray(transform) ? (transform as unknown[]) : transform === undefined ? [] : [transform];
    for (const name of names) {
      const macro = typeof name === 'string' ? name : JSON.stringify(name);
      // It only adds intrinsic functions, which are judged as not known.
      if (macro === 'AWS::LanguageExtensions') continue;
      yield { logicalId: '', path: 'Transform', message: `the macro ${macro} rewrites the template at deployment` };
    }
    for (const name of Object.keys(view.stack.template).filter(isMacro)) {
      yield { logicalId: '', path: name, message: `${name} adds to the template at deployment` };
    }
    for (const [section, content] of Object.entries(view.stack.template).filter(([name]) => SECTIONS.test(name))) {
      for (const name of Object.keys(asObject(content) ?? {}).filter(isMacro)) {
        const added = section === 'Resources' ? 'resources' : 'to the template';
        yield { logicalId: '', path: `${section}.${name}`, message: `${name} adds ${added} at deployment` };
      }
    }
    for (const [logicalId, { Metadata: _words, ...resource }] of view.resources) {
      if (resource.Type.endsWith('::MODULE')) {
        yield { logicalId, path: 'Type', message: `the module ${resource.Type} adds resources at deployment` };
      }
      yield* macrosIn(view, logicalId, resource, []);
    }
  },
};

/** Sections of a template whose entries a macro can add to; what outputs say reaches nothing. */
const SECTIONS = /^(Resources|Mappings|Conditions|Parameters)$/;

/** A macro whose result is put among the properties beside it. */
function isMacro(name: string): boolean {
  return name === 'Fn::Transform' || name.startsWith('Fn::ForEach::');
}

function* macrosIn(
  view: StackView,
  logicalId: string,
  node: unknown,
  path: readonly (string | number)[],
): Generator<Violation> {
  if (Array.isArray(node)) {
    for (const [index, element] of node.entries()) yield* macrosIn(view, logicalId, element, [...path, index]);
    return;
  }
  const macro = Object.keys(asObject(node) ?? {}).find(isMacro);
  if (macro !== undefined) {
    const isWhole = path.length > 1 && intrinsicOf(node) !== undefined;
    const message = `${macro} adds properties at deployment`;
    if (!isWhole) yield { logicalId, path: path.join('.'), message };
    // A value that is all of a macro is not known: what it must not be, other rules say.
    else {
      const type = view.stack.template.Resources?.[logicalId]?.Type ?? '';
      view.fleet.notAnalysed({ stack: view.stack.name, logicalId, type, why: `${path.join('.')}: ${message}` });
    }
    return;
  }
  for (const [key, value] of Object.entries(asObject(node) ?? {}))
    yield* macrosIn(view, logicalId, value, [...path, key]);
}
