import type { TenantSummary } from '../fleet/tenant-summary';
import { paint } from './console-reporter';
import { type Column, plainTable } from './plain-table';

/** What a synthesis made of each tenant, one row a tenant, in the order given. */
export function tenantTable(tenants: readonly TenantSummary[]): string {
  return plainTable(COLUMNS, tenants);
}

/** Shown where a tenant has no value: it has no account yet, or is left out of the assembly. */
const NONE = '-';

const COLUMNS: readonly Column<TenantSummary>[] = [
  { title: 'tenant', cell: ({ tenant }) => tenant },
  { title: 'tier', cell: ({ tier }) => tier },
  { title: 'ring', cell: ({ ring }) => ring },
  { title: 'jurisdiction', cell: ({ jurisdiction }) => jurisdiction },
  { title: 'region', cell: ({ region }) => region },
  { title: 'account', cell: ({ account }) => account ?? NONE },
  { title: 'state', cell: ({ state }) => paint(state === 'active' ? 'green' : 'yellow', state) },
  { title: 'stacks', align: 'right', cell: ({ stacks }) => ifAny(stacks, stacks) },
  { title: 'resources', align: 'right', cell: ({ stacks, resources }) => ifAny(stacks, resources) },
  {
    title: 'findings',
    align: 'right',
    cell: ({ stacks, findings }) => (findings > 0 ? paint('red', String(findings)) : ifAny(stacks, findings)),
  },
  {
    title: 'idle $/month',
    align: 'right',
    cell: ({ idleCostUsd }) => (idleCostUsd === undefined ? NONE : idleCostUsd.toFixed(2)),
  },
  { title: 'next step', cell: (tenant) => tenant.nextStep },
];

function ifAny(stacks: number, value: number): string {
  return stacks === 0 ? NONE : String(value);
}
