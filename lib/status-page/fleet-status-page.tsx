import { DataTable } from '../html/data-table';
import { Facts } from '../html/facts';
import { renderPage } from '../html/page';
import { Contents, Section } from '../html/section';
import { TENANT_LIST_SCRIPT } from '../html/tenant-list-script';
import { driftOf } from '../operations/drift-of';
import { DriftTable } from './drift-table';
import type { FleetStatus } from './fleet-status';
import { minuteOf } from './minute-of';
import { RingTable } from './ring-table';
import { RolloutSection } from './rollout-section';
import { type Standing, needsSomebody, standingOf } from './standing';
import { StatusList } from './status-list';

/** Lines in the list of what differs; each tenant's own are in its row, and in the JSON. */
const MOST_LINES = 500;

/** The page of the fleet: rings, releases, health, drift, and what to do next. */
export function fleetStatusPage(fleet: FleetStatus): string {
  const { organizationId, rows, rollout, version, at } = fleet;
  const time = at.toISOString();
  return renderPage({
    title: `Fleet of ${organizationId}`,
    version,
    script: TENANT_LIST_SCRIPT,
    footer: (
      <>
        Made by Tenantry {version} of what AWS said on <time dateTime={time}>{minuteOf(time)} UTC</time>, and of the
        ledgers and roll-outs on the machine that asked.
      </>
    ),
    children: (
      <>
        <header>
          <p class="eyebrow">Organization {organizationId}</p>
          <h1>Fleet</h1>
          <p class="quiet">The tenants as AWS has them, beside their files and releases, on {minuteOf(time)} UTC.</p>
          <Verdict {...fleet} />
        </header>
        <Facts facts={factsOf(fleet)} />
        <Contents
          entries={[
            ['tenants-title', 'Tenants'],
            ['rings', 'Rings'],
            ...(rollout === undefined ? [] : [['rollout', 'Roll-out'] as const]),
            ['differs', 'What differs'],
            ['drift', 'Drift'],
            ['unread', 'Not read'],
          ]}
        />
        <Section id="tenants-title" title="Tenants">
          <StatusList {...fleet} />
        </Section>
        <Section id="rings" title="Rings">
          <RingTable {...fleet} />
        </Section>
        {rollout !== undefined && <RolloutSection {...rollout} />}
        <Differences rows={rows} />
        <Section id="drift" title="Drift">
          <DriftTable {...fleet} />
        </Section>
        <Unread rows={rows} />
      </>
    ),
  });
}

function Verdict({ rows }: FleetStatus) {
  const others = rows.filter(needsSomebody).length;
  const unread = inStanding(rows, 'not read');
  if (others === 0 && unread > 0) {
    return (
      <p class="verdict warn">
        Nothing differs in what was looked at; {unread} of {rows.length} tenants {unread === 1 ? 'was' : 'were'} not
        read
      </p>
    );
  }
  if (others === 0) return <p class="verdict good">Nothing differs in what was looked at</p>;
  return (
    <p class="verdict bad">
      {others} of {rows.length} tenants {others === 1 ? 'needs' : 'need'} somebody to look
    </p>
  );
}

function factsOf({ rows, looked, rollout }: FleetStatus): [name: string, value: string | number][] {
  const releases = new Set(rows.flatMap(({ status }) => status.release.runs?.release ?? []));
  return [
    ['Tenants', rows.length],
    ['Not up', inStanding(rows, 'not up')],
    ['Not read', inStanding(rows, 'not read')],
    ['Releases running', releases.size],
    ...(rollout === undefined
      ? []
      : ([['Roll-out', `${rollout.state.release}: ${rollout.phase.phase}`]] as [string, string][])),
    ['Differ', inStanding(rows, 'differs')],
    ['Drifted', looked.drift ? rows.filter(({ status }) => (driftOf(status) ?? []).length > 0).length : 'not asked'],
    ['In alarm', looked.health ? rows.filter(({ status }) => (status.alarms ?? []).length > 0).length : 'not asked'],
  ];
}

function inStanding(rows: FleetStatus['rows'], standing: Standing): number {
  return rows.filter((row) => standingOf(row) === standing).length;
}

function Differences({ rows }: Pick<FleetStatus, 'rows'>) {
  const lines = rows.flatMap(({ tenant, status }) =>
    [...status.problems, ...(status.alarms ?? []).map((alarm) => `alarm ${alarm} is on`)].map((what) => ({
      tenant: tenant.id,
      what,
    })),
  );
  return (
    <Section id="differs" title="What differs">
      {lines.length === 0 && <p>Nothing, in what was looked at.</p>}
      {lines.length > 0 && (
        <DataTable
          caption="What is not as the files and the records have it"
          rows={lines.slice(0, MOST_LINES)}
          columns={[
            { title: 'Tenant', cell: ({ tenant }) => tenant },
            { title: 'What', cell: ({ what }) => what },
          ]}
        />
      )}
      {lines.length > MOST_LINES && <p>{lines.length - MOST_LINES} more are in the JSON.</p>}
    </Section>
  );
}

function Unread({ rows }: Pick<FleetStatus, 'rows'>) {
  const lines = rows.flatMap(({ tenant, status }) => status.unread.map((why) => ({ tenant: tenant.id, why })));
  return (
    <Section id="unread" title="Not read">
      {lines.length === 0 && <p>Everything that was asked for was read.</p>}
      {lines.length > 0 && (
        <DataTable
          caption="What the credentials could not read"
          rows={lines.slice(0, MOST_LINES)}
          columns={[
            { title: 'Tenant', cell: ({ tenant }) => tenant },
            { title: 'What, and why', cell: ({ why }) => why },
          ]}
        />
      )}
      {lines.length > MOST_LINES && <p>{lines.length - MOST_LINES} more are in the JSON.</p>}
    </Section>
  );
}
