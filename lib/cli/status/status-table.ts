import { driftOf } from '../../operations/drift-of';
import type { ReleaseStatus } from '../../operations/release-status';
import type { TenantStatus } from '../../operations/tenant-status';
import type { FleetStatus, TenantRow } from '../../status-page/fleet-status';
import { minuteOf } from '../../status-page/minute-of';
import { paint } from '../console-reporter';
import { type Column, plainTable } from '../plain-table';

/** The fleet as a table that fits a terminal: one row a tenant. The rest is in the JSON and on the page. */
export function statusTable({ rows, looked }: Pick<FleetStatus, 'rows' | 'looked'>): string {
  return plainTable(
    [
      ...COLUMNS,
      ...(looked.health ? [HEALTH] : []),
      ...(looked.drift ? [DRIFT] : []),
      { title: 'differs', align: 'right', cell: ({ status }) => orRed(status.problems.length) },
      { title: 'next step', cell: ({ nextStep }) => nextStep },
    ],
    rows,
  );
}

const NONE = '-';

const COLUMNS: readonly Column<TenantRow>[] = [
  { title: 'tenant', cell: ({ tenant }) => tenant.id },
  { title: 'ring', cell: ({ tenant }) => tenant.ring },
  { title: 'release', cell: ({ status }) => releaseText(status.release) },
  { title: 'state', cell: ({ status }) => stateText(status) },
  { title: 'stacks', align: 'right', cell: ({ status }) => stacksText(status) },
  {
    title: 'last deploy',
    cell: ({ status: { lastDeploy } }) => (lastDeploy === undefined ? NONE : minuteOf(lastDeploy)),
  },
];

const HEALTH: Column<TenantRow> = {
  title: 'alarms',
  align: 'right',
  cell: ({ status }) => orRed(status.alarms?.length),
};

const DRIFT: Column<TenantRow> = {
  title: 'drift',
  align: 'right',
  cell: ({ status }) => orRed(driftOf(status)?.length),
};

const ON_ITS_WAY: ReadonlySet<string> = new Set(['waiting', 'deploying']);

/** What runs, and where to: a release on its way, or the one the tenant is pinned to. */
function releaseText({ runs, pinned, latest }: ReleaseStatus): string {
  const release = runs?.release ?? NONE;
  if (latest !== undefined && ON_ITS_WAY.has(latest.step)) return `${release} -> ${latest.release}`;
  return pinned === undefined ? release : `${release} pinned`;
}

/** State of the file, and that of the account where it is another than a working account's. */
function stateText({ state, account }: TenantStatus): string {
  return account === undefined || account === 'ACTIVE' ? state : `${state}, ${account}`;
}

function stacksText({ environments }: TenantStatus): string {
  if (environments.length === 0) return NONE;
  return environments.map(({ bootstrap, stacks }) => (bootstrap === undefined ? NONE : stacks.length)).join('+');
}

function orRed(count: number | undefined): string {
  if (count === undefined) return NONE;
  return count > 0 ? paint('red', String(count)) : '0';
}
