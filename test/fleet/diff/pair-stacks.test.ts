import { readAssembly } from '../../../lib/audit/assembly/read-assembly';
import { pairStacks } from '../../../lib/fleet/diff/pair-stacks';
import { aTenant } from '../../../lib/testing/config-builders';
import { aSmallAssembly } from '../../support/small-assembly';

const TENANTS = [aTenant({ id: 'hooli', accountId: '222222222222' }), aTenant({ id: 'acme' })];

/** Stacks, by name, in these accounts. */
const stacksIn = (accounts: Readonly<Record<string, string>>) =>
  readAssembly(
    aSmallAssembly(
      Object.fromEntries(
        Object.entries(accounts).map(([name, account]) => [
          name,
          { environment: `aws://${account}/eu-central-1`, template: {} },
        ]),
      ),
    ),
  );

test('stacks of two assemblies belong together by tenant, in the order of the registry, before those of nobody by account', () => {
  const base = { 'operator/Audit': '100000000002', 'acme/Web': '111111111111', 'hooli/Web': '222222222222' };
  const head = { ...base, 'operator/Trail': '100000000001' };

  const pairs = pairStacks(stacksIn(base), stacksIn(head), TENANTS).map(({ tenant, title, base: was, head: is }) => [
    tenant?.id,
    title,
    was.map(({ name }) => name),
    is.map(({ name }) => name),
  ]);

  expect(pairs).toEqual([
    ['hooli', 'hooli', ['hooli/Web'], ['hooli/Web']],
    ['acme', 'acme', ['acme/Web'], ['acme/Web']],
    [undefined, 'operator', ['operator/Audit'], ['operator/Audit']],
    [undefined, 'operator', [], ['operator/Trail']],
  ]);
});
