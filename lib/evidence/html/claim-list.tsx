import type { TenantInventory } from '../../audit/inventory/tenant-inventory';
import type { ClaimStatus } from '../model/claim-status';
import { anchor } from './control-tables';
import { DataTable } from '../../html/data-table';

interface ClaimListProps {
  readonly claims: readonly ClaimStatus[];
  /** @default - figures alone */
  readonly evidence?: TenantInventory['evidence'];
}

/** Groups of rules, as people call them. */
const GROUPS: Readonly<Record<string, string>> = {
  'reach-in': 'Nobody else gets in',
  'reach-out': 'Nothing leads out',
  'between-tenants': 'Tenants share nothing',
  public: 'Nothing is public',
  residency: 'Data stays in the jurisdiction',
  encryption: 'Data is encrypted',
  logging: 'What happens is recorded',
  deletion: 'Data is not lost',
  assembly: 'All of it was read',
};

/** Every claim, how it stands, and what it rests on. */
export function ClaimList({ claims, evidence }: ClaimListProps) {
  return (
    <>
      {Object.entries(GROUPS).map(([group, title]) => (
        <section key={group} aria-label={title}>
          <h3>{title}</h3>
          <ClaimGroup
            claims={claims.filter(({ rule }) => rule.id.startsWith(`${group}/`))}
            {...(evidence && { evidence })}
          />
        </section>
      ))}
    </>
  );
}

function ClaimGroup({ claims, evidence }: ClaimListProps) {
  return (
    <>
      {claims.map((claim) => {
        const { rule } = claim;
        const rows = evidence?.[rule.id];
        return (
          <details key={rule.id} id={`claim-${anchor(rule.id)}`}>
            <summary>
              {rule.claim} <Status {...claim} />
            </summary>
            <p class="quiet">
              {rule.explanation} ({rule.id}, {rule.severity})
            </p>
            {rows !== undefined && rows.length > 0 && (
              <DataTable
                caption={`What was looked at for ${rule.id}: ${rows.length} ${rows.length === 1 ? 'value' : 'values'}`}
                rows={rows}
                columns={[
                  { title: 'Stack', cell: ({ stack }) => stack },
                  { title: 'Resource', cell: ({ logicalId }) => <code>{logicalId}</code> },
                  { title: 'Property', cell: ({ path }) => <code>{path}</code> },
                  { title: 'Value', cell: ({ value }) => <code>{value}</code> },
                ]}
              />
            )}
            {evidence !== undefined && rows === undefined && (
              <p>Every resource was looked at for what breaks the claim.</p>
            )}
            {rows?.length === 0 && <p>The tenant has nothing the claim is about.</p>}
          </details>
        );
      })}
    </>
  );
}

function Status({ status, findings, excepted }: ClaimStatus) {
  if (status === 'holds') return <span class="status good">holds</span>;
  if (status === 'not judged') return <span class="status quiet">not judged</span>;
  if (status === 'excepted') return <span class="status warn">{excepted} excepted</span>;
  return (
    <span class="status bad">
      {findings} {findings === 1 ? 'finding' : 'findings'}
    </span>
  );
}
