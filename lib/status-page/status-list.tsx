import { TenantList } from '../html/tenant-list';
import { driftOf } from '../operations/drift-of';
import type { ReleaseStatus } from '../operations/release-status';
import type { FleetStatus, TenantRow } from './fleet-status';
import { minuteOf } from './minute-of';
import { NO_RELEASE, releaseOf } from './release-of';
import { STANDINGS, standingOf } from './standing';

/** Length at which people tell commits apart. */
const SHORT_COMMIT = 10;

/** Every tenant, and all that is known of it in one row. */
export function StatusList({ rows, rings }: FleetStatus) {
  return (
    <TenantList
      searched="id, name or account"
      choices={[
        { id: 'ring', title: 'Ring', values: rings },
        { id: 'release', title: 'Release', values: rows.map(releaseOf).toSorted() },
        { id: 'jurisdiction', title: 'Jurisdiction', values: rows.map(({ tenant }) => tenant.jurisdiction).toSorted() },
        { id: 'standing', title: 'Standing', values: STANDINGS },
      ]}
      caption={`${rows.length} tenants`}
      titles={['Tenant', 'Ring', 'Release', 'Account', 'Stacks', 'Last deploy', 'Standing', 'Next step']}
    >
      {rows.map((row) => (
        <StatusRow key={row.tenant.id} {...row} />
      ))}
    </TenantList>
  );
}

function StatusRow({ tenant, status, nextStep }: TenantRow) {
  const { id, displayName, ring, jurisdiction, accountId } = tenant;
  return (
    <tr
      data-ring={ring}
      data-release={releaseOf({ status })}
      data-jurisdiction={jurisdiction}
      data-standing={standingOf({ tenant, status })}
    >
      <td>
        {displayName}
        <br />
        <span class="quiet">{id}</span>
      </td>
      <td>{ring}</td>
      <td>
        <Release {...status.release} />
      </td>
      <td>
        {accountId ?? <span class="quiet">none</span>}
        <br />
        <span class="quiet">
          {status.state}
          {status.account !== undefined && `, ${status.account} in AWS`}
        </span>
      </td>
      <td>
        <Stacks {...status} />
      </td>
      <td>{status.lastDeploy === undefined ? '' : minuteOf(status.lastDeploy)}</td>
      <td>
        <Standing tenant={tenant} status={status} />
      </td>
      <td>{nextStep}</td>
    </tr>
  );
}

function Release({ runs, pinned, latest }: ReleaseStatus) {
  return (
    <>
      {runs?.release ?? <span class="quiet">{NO_RELEASE}</span>}
      {pinned !== undefined && ` (pinned to ${pinned})`}
      {latest !== undefined && latest.step !== 'deployed' && (
        <>
          <br />
          {latest.release}: {STEPS[latest.step]}
        </>
      )}
      {runs !== undefined && (
        <>
          <br />
          <span class="quiet">
            since {runs.since.slice(0, 10)}
            {runs.by === 'rollback' && ', rolled back'}
            {runs.by === 'step-functions' && ', by Step Functions'}
            {runs.commit !== undefined && (
              <>
                , <code>{runs.commit.slice(0, SHORT_COMMIT)}</code>
              </>
            )}
          </span>
        </>
      )}
    </>
  );
}

const STEPS = {
  waiting: 'to come',
  deploying: 'being deployed',
  deployed: 'deployed',
  failed: 'failed',
  rollingBack: 'being rolled back',
  rolledBack: 'rolled back',
  untouched: 'failed, nothing was changed',
  stuck: 'failed, not rolled back',
} as const;

function Stacks({ environments }: TenantRow['status']) {
  return (
    <>
      {environments.map(({ region, bootstrap, stacks }) => (
        <div key={region}>
          {bootstrap === undefined ? (
            <span class="quiet">no bootstrap</span>
          ) : (
            <span title={stacks.map(({ name, status }) => `${name} ${status}`).join(', ')}>{stacks.length}</span>
          )}{' '}
          <span class="quiet">{region}</span>
        </div>
      ))}
    </>
  );
}

function Standing({ tenant, status }: Omit<TenantRow, 'nextStep'>) {
  const standing = standingOf({ tenant, status });
  if (standing === 'as it should be') return <span class="good">{standing}</span>;
  if (standing === 'not up' || standing === 'not read') return <span class="quiet">{standing}</span>;
  const drifted = driftOf(status)?.length ?? 0;
  const alarms = status.alarms?.length ?? 0;
  return (
    <ul>
      {status.problems.length > 0 && <li class="bad">differs in {status.problems.length}</li>}
      {drifted > 0 && <li class="bad">{drifted} drifted</li>}
      {alarms > 0 && <li class="bad">{alarms} in alarm</li>}
    </ul>
  );
}
