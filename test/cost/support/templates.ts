import { type CloudFormationTemplate, estimateIdleCost } from '../../../lib/cost/estimate-idle-cost';

/** Region whose prices the expectations are worked out with. */
export const REGION = 'us-east-1';

/** Lines of an estimate as `resource: quantity x unit price = a month`. */
export function linesOf(template: CloudFormationTemplate): string[] {
  return estimateIdleCost([template], REGION).lines.map(
    ({ resource, quantity, unitUsd, monthlyUsd }) => `${resource}: ${quantity} x ${unitUsd} = ${monthlyUsd}`,
  );
}

export function aTemplate(
  ...resources: [type: string, properties?: Record<string, unknown>][]
): CloudFormationTemplate {
  return {
    Resources: Object.fromEntries(
      resources.map(([Type, Properties], index) => [`Resource${index}`, Properties ? { Type, Properties } : { Type }]),
    ),
  };
}

/** The properties of a small PostgreSQL instance. */
export const INSTANCE = {
  Engine: 'postgres',
  DBInstanceClass: 'db.t4g.micro',
  AllocatedStorage: '20',
  StorageType: 'gp3',
};

/** One value or another, as the deployment decides. */
export function either(one: unknown, other: unknown): object {
  return { 'Fn::If': ['Large', one, other] };
}
