import { TenantList } from '../../html/tenant-list';
import type { FleetEvidence, TenantEvidence } from '../model/fleet-evidence';

/** Every tenant with a link to its page; the script of the page searches, filters and pages. */
export function TenantTable({ tenants, absent }: Pick<FleetEvidence, 'tenants' | 'absent'>) {
  const all = [...tenants.map(({ tenant }) => tenant), ...absent];
  return (
    <TenantList
      searched="id, name or account"
      choices={[
        { id: 'tier', title: 'Tier', values: all.map(({ tier }) => tier) },
        { id: 'jurisdiction', title: 'Jurisdiction', values: all.map(({ jurisdiction }) => jurisdiction) },
        { id: 'ring', title: 'Ring', values: all.map(({ ring }) => ring) },
        { id: 'standing', title: 'Standing', values: ['holds', 'excepted', 'findings', 'not in the assembly'] },
      ]}
      caption={`${tenants.length} tenants, ${absent.length} of the registry not in the assembly`}
      titles={['Tenant', 'Account', 'Tier', 'Ring', 'Jurisdiction', 'Region', 'Standing']}
    >
      {tenants.map((evidence) => (
        <TenantRow key={evidence.tenant.id} {...evidence} />
      ))}
      {absent.map(({ id, displayName, accountId, tier, ring, jurisdiction, region, state }) => (
        <tr
          key={id}
          data-tier={tier}
          data-jurisdiction={jurisdiction}
          data-ring={ring}
          data-standing="not in the assembly"
        >
          <td>
            {displayName} <span class="quiet">{id}</span>
          </td>
          <td>{accountId ?? ''}</td>
          <td>{tier}</td>
          <td>{ring}</td>
          <td>{jurisdiction}</td>
          <td>{region}</td>
          <td class="quiet">not in the assembly ({accountId === undefined ? 'no account' : state})</td>
        </tr>
      ))}
    </TenantList>
  );
}

function TenantRow({ tenant, findings, shared, excepted, claims }: TenantEvidence) {
  const { id, displayName, accountId, tier, ring, jurisdiction, region } = tenant;
  const found = findings.length + shared.length;
  const unjudged = claims.filter(({ status }) => status === 'not judged').length;
  const standing = found > 0 ? 'findings' : excepted.length > 0 ? 'excepted' : 'holds';
  return (
    <tr data-tier={tier} data-jurisdiction={jurisdiction} data-ring={ring} data-standing={standing}>
      <td>
        <a href={`tenants/${id}.html`}>{displayName}</a> <span class="quiet">{id}</span>
      </td>
      <td>{accountId}</td>
      <td>{tier}</td>
      <td>{ring}</td>
      <td>{jurisdiction}</td>
      <td>{region}</td>
      <td>
        {standing === 'holds' && (
          <span class="good">{unjudged === 0 ? 'all claims hold' : `${unjudged} not judged, the others hold`}</span>
        )}
        {standing === 'excepted' && <span class="warn">{excepted.length} excepted</span>}
        {standing === 'findings' && (
          <span class="bad">
            {found} {found === 1 ? 'finding' : 'findings'}
          </span>
        )}
      </td>
    </tr>
  );
}
