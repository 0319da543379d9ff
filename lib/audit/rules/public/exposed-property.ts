import type { Rule } from '../../rule';
import { publicSwitches } from './public-switch';
import { propertyRule } from '../../posture/property-claim';
import { EXPOSED_CLAIMS } from './exposed-claims';

const listed = propertyRule(
  {
    id: 'public/exposed-property',
    severity: 'high',
    claim: "Nothing of a tenant is public but its API's regional endpoint.",
    explanation:
      'What has an address in the internet, or lets in callers who have not signed in, can be tried by everybody.',
    fix: 'turn the setting off; what is to be called from outside goes behind the API',
  },
  EXPOSED_CLAIMS,
);

/** Settings by which a resource can be reached from the internet. */
export const exposedProperty: Rule = {
  ...listed,
  *checkStack(view) {
    if (view.tenant === undefined) return;
    yield* listed.checkStack?.(view) ?? [];
    yield* publicSwitches(view);
  },
};
