import { DataTable } from '../html/data-table';
import { driftOf } from '../operations/drift-of';
import type { PropertyDrift, ResourceDrift } from '../operations/stack-drift';
import type { FleetStatus } from './fleet-status';

/** Resources on the page; the JSON has all of them. */
const MOST_RESOURCES = 200;

/** Resources that are not as their templates say, each with what differs. */
export function DriftTable({ rows, looked }: Pick<FleetStatus, 'rows' | 'looked'>) {
  if (!looked.drift) return <p>Nobody asked: tenantry status --detect-drift does.</p>;
  const drifts = rows.flatMap(({ tenant, status }) =>
    (driftOf(status) ?? []).map((drift) => ({ ...drift, tenant: tenant.id })),
  );
  if (drifts.length === 0) return <p>None, in what CloudFormation can compare.</p>;
  return (
    <>
      <DataTable
        caption="Resources that are not as their templates say"
        rows={drifts.slice(0, MOST_RESOURCES)}
        columns={[
          { title: 'Tenant', cell: ({ tenant }) => tenant },
          { title: 'Resource', cell: (drift) => <Resource {...drift} /> },
          { title: 'What differs', cell: (drift) => <Differences {...drift} /> },
        ]}
      />
      {drifts.length > MOST_RESOURCES && <p>{drifts.length - MOST_RESOURCES} more are in the JSON.</p>}
    </>
  );
}

function Resource({ stack, resource, type, physicalId }: ResourceDrift) {
  return (
    <>
      <code>
        {stack}/{resource}
      </code>
      <br />
      <span class="quiet">
        {type}
        {physicalId !== undefined && `, ${physicalId}`}
      </span>
    </>
  );
}

function Differences({ status, properties }: ResourceDrift) {
  if (status === 'DELETED') return <span class="bad">deleted</span>;
  return (
    <ul>
      {properties.map((property) => (
        <li key={property.path}>
          <code>{property.path}</code>: <Values {...property} />
        </li>
      ))}
    </ul>
  );
}

function Values({ expected, actual }: PropertyDrift) {
  return (
    <>
      {actual === undefined ? 'gone' : <code>{actual}</code>},{' '}
      {expected === undefined ? (
        'which the template does not have'
      ) : (
        <>
          expected <code>{expected}</code>
        </>
      )}
    </>
  );
}
