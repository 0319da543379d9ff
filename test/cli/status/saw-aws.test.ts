import { sawAws } from '../../../lib/cli/status/saw-aws';
import { aRow, someTenants } from '../../support/status-builders';

test.each([
  ['something', { environments: [] }, true],
  ['nothing', { account: undefined, environments: [] }, false],
  ['no account, as there is none', { accountId: undefined, account: undefined, environments: [] }, true],
])('tells whether %s was read', async (_, status, expected) => {
  const [acme] = await someTenants([{}]);

  expect(sawAws([aRow(acme!, { account: 'ACTIVE', ...status })])).toBe(expected);
});
