import type { Entrance } from '../../audit/inventory/entrances';
import type { FleetEvidence } from '../model/fleet-evidence';
import { groupBy } from '../../group-by';
import { Conditions } from './conditions';
import { DataTable } from '../../html/data-table';
import { Principal } from './principal';
import { Section } from '../../html/section';

/** Who reaches whom: between tenants, and from outside of them. */
export function Reachability({ tenants, organization }: FleetEvidence) {
  const ways = waysBetween({ tenants });
  const pairs = countPairs(ways, tenants.length);
  const possible = tenants.length * Math.max(0, tenants.length - 1);
  const others = outsiders({ tenants });
  return (
    <Section id="reach" title="Who reaches what">
      <p>
        Of {possible.toLocaleString('en')} pairs of tenants,{' '}
        {['none has', 'one has'][pairs] ?? `${pairs.toLocaleString('en')} have`} a way from one to the other: no policy
        lets a tenant in, and no template names another tenant's account
        {ways.length === 0 ? '' : ', but for these'}.
      </p>
      {ways.length > 0 && (
        <DataTable
          caption="Ways between tenants"
          rows={ways}
          columns={[
            { title: 'From', cell: ({ from }) => from },
            { title: 'To', cell: ({ to }) => to },
            { title: 'By', cell: ({ by }) => by },
          ]}
        />
      )}
      <DataTable
        caption={`Who gets into tenants' accounts from outside; the operator account is ${organization.operatorAccountId}`}
        rows={others}
        columns={[
          { title: 'Who', cell: (outsider) => <Principal {...outsider} /> },
          { title: 'Gets at', cell: ({ resources }) => resources.join(', ') },
          {
            title: 'If',
            cell: ({ conditions }) => <Conditions conditions={conditions} />,
          },
          { title: 'Tenants', cell: ({ count }) => count, number: true },
        ]}
      />
    </Section>
  );
}

interface Way {
  readonly from: string;
  /** Ids of the tenants that have it; undefined where any tenant does. */
  readonly callers: readonly string[] | undefined;
  readonly to: string;
  readonly by: string;
}

function waysBetween({ tenants }: Pick<FleetEvidence, 'tenants'>): Way[] {
  const byAccount = new Map(tenants.map(({ tenant }) => [tenant.accountId, tenant.id]));
  return tenants.flatMap(({ tenant, inventory: { entrances, crossings } }) => [
    ...entrances
      .filter(({ kind, accounts }) => accounts.some((account) => byAccount.has(account)) || mayBeTenant(kind, accounts))
      .map(({ kind, accounts, stack, logicalId }) => {
        const named = kind === 'anonymous' ? [] : accounts.flatMap((account) => byAccount.get(account) ?? []);
        return {
          from: named.join(', ') || 'any tenant',
          callers: named.length > 0 ? named : undefined,
          to: tenant.id,
          by: `policy of ${stack} ${logicalId}`,
        };
      }),
    ...crossings
      .filter(({ account }) => byAccount.has(account))
      .map(({ account, stack, logicalId, path }) => ({
        from: tenant.id,
        callers: [tenant.id],
        to: byAccount.get(account) ?? account,
        by: `${stack} ${logicalId} ${path}`,
      })),
  ]);
}

/** How many pairs of tenants have a way from one to the other, however many they have. */
function countPairs(ways: readonly Way[], tenants: number): number {
  const counts = [...groupBy(ways, ({ to }) => to)].map(([to, own]) => {
    if (own.some(({ callers }) => callers === undefined)) return tenants - 1;
    const callers = new Set(own.flatMap((way) => way.callers ?? []));
    callers.delete(to);
    return callers.size;
  });
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Whether callers of the kind, of no account that is known, may be another tenant's. */
function mayBeTenant(kind: Entrance['kind'], accounts: readonly string[]): boolean {
  return kind === 'tenant' || kind === 'anonymous' || (kind === 'external' && accounts.length === 0);
}

interface Outsider extends Pick<Entrance, 'principal' | 'kind' | 'callers'> {
  readonly resources: readonly string[];
  readonly conditions: readonly string[];
  readonly count: number;
}

/** Principals, with what they reach in how many tenants; values that are each tenant's own are left out of the conditions. */
function outsiders({ tenants }: Pick<FleetEvidence, 'tenants'>): Outsider[] {
  const found = new Map<
    string,
    { readonly outsider: Outsider; readonly resources: Set<string>; readonly ids: Set<string> }
  >();
  for (const { tenant, inventory } of tenants) {
    for (const { principal, kind, callers, type, logicalId, stack, conditions } of inventory.entrances) {
      const common = conditions.map((condition) => condition.replaceAll(tenant.externalId, "the tenant's own"));
      const key = JSON.stringify([principal, common]);
      const known = found.get(key) ?? {
        outsider: { principal, kind, callers, resources: [], conditions: common, count: 0 },
        resources: new Set<string>(),
        ids: new Set<string>(),
      };
      known.resources.add(`${stack.replace(`${tenant.id}/`, '')} ${logicalId} (${type})`);
      known.ids.add(tenant.id);
      found.set(key, known);
    }
  }
  return [...found.values()]
    .map(({ outsider, resources, ids }) => ({ ...outsider, resources: [...resources].toSorted(), count: ids.size }))
    .toSorted((one, other) => (one.principal < other.principal ? -1 : one.principal > other.principal ? 1 : 0));
}
