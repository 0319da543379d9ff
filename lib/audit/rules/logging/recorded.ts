import type { Rule } from '../../rule';
import { asObject } from '../../values/intrinsic';
import { literal } from '../../values/value';
import { recordedProperty } from './recorded-property';

/** Whether everything is recorded: settings of what records, and what trails select. */
export const recorded: Rule = {
  ...recordedProperty,
  *checkStack(view) {
    yield* recordedProperty.checkStack!(view);
    if (view.tenant === undefined) return;
    for (const [logicalId, { Type: type, Properties: properties }] of view.resources) {
      const selectors = properties?.AdvancedEventSelectors;
      if (type !== 'AWS::CloudTrail::Trail' || selectors === undefined) continue;
      const isComplete = view
        .variants(selectors)
        .every((list) => Array.isArray(list) && list.some((selector) => selectsManagement(view, selector)));
      if (isComplete) continue;
      const message = 'the trail leaves management events out: no selector takes all of them';
      yield { logicalId, path: 'Properties.AdvancedEventSelectors', message };
    }
  },
};

/** Whether a selector takes all management events: further fields would narrow it. */
function selectsManagement({ evaluate }: Parameters<NonNullable<Rule['checkStack']>>[0], selector: unknown): boolean {
  const fields = asObject(selector)?.FieldSelectors;
  if (!Array.isArray(fields) || fields.length !== 1) return false;
  const { Field: field, Equals: wanted } = asObject(fields[0]) ?? {};
  if (literal(evaluate(field)) !== 'eventCategory' || !Array.isArray(wanted)) return false;
  return wanted.some((each) => literal(evaluate(each)) === 'Management');
}
