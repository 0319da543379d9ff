import { DataTable } from '../html/data-table';
import type { FleetStatus } from './fleet-status';
import { releaseOf } from './release-of';
import { needsSomebody } from './standing';

/** The rings in the order in which releases reach them, and what runs there. */
export function RingTable({ rings, rows }: Pick<FleetStatus, 'rings' | 'rows'>) {
  return (
    <DataTable
      caption="What runs in each ring"
      rows={rings.map((ring) => ({ ring, own: rows.filter(({ tenant }) => tenant.ring === ring) }))}
      columns={[
        { title: 'Ring', cell: ({ ring }) => ring },
        { title: 'Tenants', number: true, cell: ({ own }) => own.length },
        {
          title: 'Need somebody',
          number: true,
          cell: ({ own }) => own.filter(needsSomebody).length,
        },
        { title: 'Releases', cell: ({ own }) => releasesOf(own) },
      ]}
    />
  );
}

/** Releases with the number of their tenants, most tenants first. */
function releasesOf(rows: FleetStatus['rows']): string {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const release = releaseOf(row);
    counts.set(release, (counts.get(release) ?? 0) + 1);
  }
  return [...counts]
    .toSorted(([one, oneCount], [other, otherCount]) => otherCount - oneCount || (one < other ? -1 : 1))
    .map(([release, count]) => `${release}: ${count}`)
    .join(', ');
}
