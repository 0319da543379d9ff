import type { Rule } from '../../rule';

/** Type → property with a template that the resource deploys. */
const DEPLOYERS: Readonly<Record<string, readonly string[]>> = {
  'AWS::CloudFormation::StackSet': ['TemplateBody', 'TemplateURL'],
  'AWS::ServiceCatalog::CloudFormationProduct': ['ProvisioningArtifactParameters'],
};

/** Templates that resources of a tenant deploy. */
export const templateInside: Rule = {
  id: 'assembly/template-inside',
  severity: 'high',
  claim: 'What is deployed into a tenant is deployed by its own stacks.',
  explanation:
    'A stack set or a product deploys a template of its own, into whatever accounts and regions it names: references mean something else there, and the audit does not judge it.',
  fix: 'write the resources into the stacks of the tenant; stack sets belong into the management account',
  *checkStack({ tenant, resources }) {
    if (tenant === undefined) return;
    for (const [logicalId, { Type: type, Properties: properties = {} }] of resources) {
      const candidates = DEPLOYERS[type];
      const property = candidates?.find((name) => properties[name] !== undefined) ?? candidates?.[0];
      if (property === undefined) continue;
      yield { logicalId, path: `Properties.${property}`, message: `${type} deploys a template that is not judged` };
    }
  },
};
