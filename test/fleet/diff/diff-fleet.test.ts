import * as fc from 'fast-check';
import { readAssembly } from '../../../lib/audit/assembly/read-assembly';
import { diffFleet } from '../../../lib/fleet/diff/diff-fleet';
import type { FleetDiff } from '../../../lib/fleet/diff/fleet-diff';
import { canonicalizer } from '../../../lib/shapes/canonicalize';
import { restore, withoutNumbers } from '../../../lib/shapes/placeholder';
import { aTenant, anOrganization } from '../../../lib/testing/config-builders';
import { type SmallStack, aSmallAssembly } from '../../support/small-assembly';

const TENANTS = ['acme', 'globex', 'hooli', 'wonka'].map((id, index) =>
  aTenant({
    id,
    displayName: `The ${id} company`,
    accountId: String(index + 1).repeat(12),
    network: { ...aTenant().network, cidr: `10.${index}.0.0/22` },
  }),
);
const DIGESTS = ['0A1B2C3D', '12345678', 'FFFFFFFF', 'ABCDEF01'];

/** What a random template is made of; numbers choose values that are a tenant's own, another tenant's or nobody's. */
const aValue = fc.constantFrom('own id', 'own account', 'account of acme', 'own address', 'address of acme', '1', '2');
const aResource = fc.record({
  type: fc.constantFrom('AWS::SQS::Queue', 'AWS::RDS::DBInstance', 'AWS::SNS::Topic'),
  value: aValue,
});
const aTemplate = fc.dictionary(fc.constantFrom('A', 'B', 'C'), aResource, { maxKeys: 3 });

function written(index: number, template: Readonly<Record<string, { type: string; value: string }>>): SmallStack {
  const tenant = TENANTS[index] ?? aTenant();
  const values: Readonly<Record<string, string>> = {
    'own id': tenant.id,
    'own account': tenant.accountId ?? '',
    'account of acme': '111111111111',
    'own address': `10.${index}.1.0/24`,
    'address of acme': '10.0.1.0/24',
  };
  const resources = Object.entries(template).map(([name, { type, value }]) => [
    `${name}${DIGESTS[index]}`,
    { Type: type, Properties: { Name: values[value] ?? value, Engine: value.length } },
  ]);
  return {
    environment: `aws://${tenant.accountId}/eu-central-1`,
    template: { Resources: Object.fromEntries(resources) as object },
  };
}

type Templates = readonly Readonly<Record<string, { type: string; value: string }>>[];

const assemblyOf = (templates: Templates) =>
  readAssembly(
    aSmallAssembly(
      Object.fromEntries(templates.map((template, index) => [`${TENANTS[index]?.id}-Web`, written(index, template)])),
    ),
  );

const diffOf = (base: Templates, head: Templates) =>
  diffFleet({
    base: assemblyOf(base),
    head: assemblyOf(head),
    registry: { organization: anOrganization(), tenants: TENANTS },
    allowReplacement: new Set(),
  });

/** Every change of every tenant, as the tenant's own templates write it, but for unique digits. */
function changesOf(diff: FleetDiff): string[] {
  return [...diff.stateful, ...diff.access, ...diff.publicSurface, ...diff.other]
    .flatMap(({ tenants, ...change }) =>
      tenants.map((id) => {
        const tenant = TENANTS.find((candidate) => candidate.id === id) ?? aTenant();
        const { notAllowed: _, ...rest } = { notAllowed: [], ...change };
        const own = {
          id: tenant.id,
          account: tenant.accountId ?? '',
          address: tenant.network.cidr.split('/')[0] ?? '',
        };
        const { shapeOf } = canonicalizer(tenant);
        return `${id} ${withoutNumbers(shapeOf(restore(JSON.stringify(rest).replaceAll('«digest»', '0A1B2C3D'), own)))}`;
      }),
    )
    .toSorted();
}

describe('diff of a fleet', () => {
  test('says of each tenant what the diff of that tenant alone says', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(aTemplate, aTemplate), { minLength: 4, maxLength: 4 }),
        fc.array(fc.nat(3), { minLength: 4, maxLength: 4 }),
        (templates, choice) => {
          // Some tenants have the templates of others.
          const side = (at: 0 | 1): Templates => choice.map((index) => templates[index]?.[at] ?? {});
          const [base, head] = [side(0), side(1)];
          const together = diffOf(base, head);
          const alone = TENANTS.flatMap((tenant, index) => {
            const only = (all: Templates) => all.map((template, at) => (at === index ? template : {}));
            return changesOf(diffOf(only(base), only(head))).filter((change) => change.startsWith(tenant.id));
          });

          expect(changesOf(together)).toEqual(alone.toSorted());
        },
      ),
      { numRuns: 40 },
    );
  });

  test('names the resources of each tenant that are not allowed to be replaced', () => {
    const database = (value: string): Templates => TENANTS.map(() => ({ A: { type: 'AWS::RDS::DBInstance', value } }));

    const { stateful } = diffOf(database('1'), database('own account'));

    expect(stateful).toEqual([
      {
        stack: '«id»-Web',
        type: 'AWS::RDS::DBInstance',
        logicalId: 'A«digest»',
        change: 'may be replaced, because of Engine',
        path: '',
        tenants: ['acme', 'globex', 'hooli', 'wonka'],
        notAllowed: ['acme-Web/A0A1B2C3D', 'globex-Web/A12345678', 'hooli-Web/AFFFFFFFF', 'wonka-Web/AABCDEF01'],
      },
    ]);
  });

  test('tells nothing of shapes whose tenants stay together, and of those that part', () => {
    const topics = (...values: string[]): Templates =>
      values.map((value) => ({ A: { type: 'AWS::SNS::Topic', value } }));

    const together = diffOf(topics('1', '1', '1', '1'), topics('2', '2', '2', '2'));
    const apart = diffOf(topics('1', '1', '1', '1'), topics('2', '1', '1', '2'));

    expect(together.shapes).toEqual({ before: 1, after: 1, gained: [], lost: [] });
    expect(apart.shapes).toMatchObject({
      before: 1,
      after: 2,
      gained: [{ tenants: ['acme', 'wonka'] }],
      lost: [],
    });
  });
});
