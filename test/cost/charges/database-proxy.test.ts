import type { CloudFormationTemplate, TemplateResource } from '../../../lib/cost/cloudformation-template';
import { INSTANCE, aTemplate, linesOf } from '../support/templates';

/** A proxy and what it targets. */
function aProxy(database: TemplateResource, target: object): CloudFormationTemplate {
  return {
    Resources: {
      Database: database,
      Proxy: { Type: 'AWS::RDS::DBProxy', Properties: { DBProxyName: 'orders' } },
      Targets: { Type: 'AWS::RDS::DBProxyTargetGroup', Properties: { DBProxyName: { Ref: 'Proxy' }, ...target } },
    },
  };
}

function proxyLine(template: CloudFormationTemplate): string | undefined {
  return linesOf(template).find((line) => line.includes('DBProxy'));
}

describe('a database proxy', () => {
  test.each([
    ['db.t4g.micro', 'AWS::RDS::DBProxy (proxy, vCPU): 2 x 10.95 = 21.9'],
    ['db.r7g.2xlarge', 'AWS::RDS::DBProxy (proxy, vCPU): 8 x 10.95 = 87.6'],
  ])('in front of %s costs its vCPUs', (DBInstanceClass, line) => {
    const database = { Type: 'AWS::RDS::DBInstance', Properties: { ...INSTANCE, DBInstanceClass, MultiAZ: true } };

    expect(proxyLine(aProxy(database, { DBInstanceIdentifiers: [{ Ref: 'Database' }] }))).toBe(line);
  });

  test('in front of Aurora Serverless v2 costs at least 8 ACU', () => {
    const database = {
      Type: 'AWS::RDS::DBCluster',
      Properties: { ServerlessV2ScalingConfiguration: { MinCapacity: 0.5 } },
    };

    expect(proxyLine(aProxy(database, { DBClusterIdentifiers: [{ Ref: 'Database' }] }))).toBe(
      'AWS::RDS::DBProxy (proxy, ACU): 8 x 10.95 = 87.6',
    );
  });

  test('in front of a database elsewhere costs the least there is', () => {
    expect(linesOf(aTemplate(['AWS::RDS::DBProxy', { DBProxyName: 'orders' }]))).toEqual([
      'AWS::RDS::DBProxy (proxy, vCPU): 2 x 10.95 = 21.9',
    ]);
  });
});
