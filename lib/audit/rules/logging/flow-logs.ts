import type { Rule } from '../../rule';
import { soleResource } from '../../values/sole-resource';

/** Whether networks are recorded. */
export const flowLogs: Rule = {
  id: 'logging/flow-logs',
  severity: 'medium',
  claim: 'Every VPC of a tenant has a flow log.',
  explanation: 'A flow log shows what talked to what, and what was turned away.',
  fix: 'define a flow log of the VPC for all traffic',
  *checkStack(view) {
    const { tenant, resources, fleet } = view;
    if (tenant === undefined || !resources.some(([, { Type: type }]) => type === 'AWS::EC2::VPC')) return;
    const logged = new Set<string>();
    for (const stack of fleet.stacks.filter((each) => each.tenant === tenant.id)) {
      const other = stack === view.stack ? view : fleet.view(stack);
      for (const [logicalId, { Type: type, Properties: properties }] of other.resources) {
        if (type !== 'AWS::EC2::FlowLog') continue;
        const piece = soleResource(other.evaluate(properties?.ResourceId));
        if (piece === undefined) continue;
        const network = piece.stack === stack.name ? piece.logicalId : undefined;
        if (!other.isAlwaysMade(logicalId, network)) continue;
        logged.add(`${piece.stack} ${piece.logicalId}`);
      }
    }
    for (const [logicalId, { Type: type }] of resources) {
      if (type !== 'AWS::EC2::VPC' || logged.has(`${view.stack.name} ${logicalId}`)) continue;
      yield { logicalId, path: 'Properties', message: 'the VPC has no flow log' };
    }
  },
};
