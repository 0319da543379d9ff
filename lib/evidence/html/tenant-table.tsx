import type { FleetEvidence, TenantEvidence } from '../model/fleet-evidence';

/** Every tenant with a link to its page; the script of the page searches, filters and pages. */
export function TenantTable({ tenants, absent }: Pick<FleetEvidence, 'tenants' | 'absent'>) {
  const all = [...tenants.map(({ tenant }) => tenant), ...absent];
  return (
    <>
      <form class="filter" role="search" id="filter" hidden>
        <label>
          Search
          <input type="search" id="search" placeholder="id, name or account" />
        </label>
        <Choice id="tier" title="Tier" values={all.map(({ tier }) => tier)} />
        <Choice id="jurisdiction" title="Jurisdiction" values={all.map(({ jurisdiction }) => jurisdiction)} />
        <Choice id="ring" title="Ring" values={all.map(({ ring }) => ring)} />
        <Choice id="standing" title="Standing" values={['holds', 'excepted', 'findings', 'not in the assembly']} />
      </form>
      <div class="scroll" tabIndex={0} role="region" aria-label="List of tenants">
        <table id="tenants">
          <caption id="shown">
            {tenants.length} tenants, {absent.length} of the registry not in the assembly
          </caption>
          <thead>
            <tr>
              {['Tenant', 'Account', 'Tier', 'Ring', 'Jurisdiction', 'Region', 'Standing'].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
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
          </tbody>
        </table>
      </div>
      <p class="pager" id="pager" hidden>
        <button type="button" id="back">
          Back
        </button>
        <span id="page" aria-live="polite"></span>
        <button type="button" id="next">
          Next
        </button>
      </p>
    </>
  );
}

function TenantRow({ tenant, findings, excepted }: TenantEvidence) {
  const { id, displayName, accountId, tier, ring, jurisdiction, region } = tenant;
  const standing = findings.length > 0 ? 'findings' : excepted.length > 0 ? 'excepted' : 'holds';
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
        {standing === 'holds' && <span class="good">all claims hold</span>}
        {standing === 'excepted' && <span class="warn">{excepted.length} excepted</span>}
        {standing === 'findings' && (
          <span class="bad">
            {findings.length} {findings.length === 1 ? 'finding' : 'findings'}
          </span>
        )}
      </td>
    </tr>
  );
}

function Choice({
  id,
  title,
  values,
}: {
  readonly id: string;
  readonly title: string;
  readonly values: readonly string[];
}) {
  return (
    <label>
      {title}
      <select id={id} data-filter>
        <option value="">all</option>
        {[...new Set(values)].map((value) => (
          <option key={value}>{value}</option>
        ))}
      </select>
    </label>
  );
}
