import { OperationError } from '../../lib/errors';
import { prepareDeployment } from '../../lib/operations/deploy-tenant';
import { aTenant } from '../../lib/testing/config-builders';
import { aSmallAssembly } from '../support/small-assembly';

describe('a deployment', () => {
  test('of stacks that may be anywhere is refused before AWS is asked, for nobody knows what they would replace', async () => {
    const environment = 'aws://unknown-account/unknown-region';
    const assembly = aSmallAssembly({
      'acme/Web': { template: {} },
      'acme/Data': { environment, template: {} },
      'acme/More': { environment: 'aws://111111111111/unknown-region', template: {} },
    });

    const preparing = prepareDeployment(
      { tenant: { ...aTenant({ id: 'acme' }), accountId: '111111111111' }, assembly, allowReplacement: new Set() },
      {
        credentials: () => Promise.reject(new Error('AWS was asked')),
        pause: async () => undefined,
        notify: () => undefined,
      },
    );

    await expect(preparing).rejects.toThrow(
      new OperationError(
        'nothing was deployed, because it cannot be compared with what is deployed: acme/Data, acme/More: expected an account and a region; give the stack an env',
      ),
    );
  });
});
