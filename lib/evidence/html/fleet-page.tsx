import { countBy } from '../model/claim-status';
import type { FleetEvidence } from '../model/fleet-evidence';
import { ClaimList } from './claim-list';
import { ControlTables } from './control-tables';
import { DataTable } from '../../html/data-table';
import { Facts } from '../../html/facts';
import { Verdict } from './verdict';
import { ExceptionList, FindingList } from './finding-list';
import { NotProven } from './not-proven';
import { renderEvidencePage } from './evidence-page';
import { Reachability } from './reachability';
import { RegionMap } from './region-map';
import { Contents, Section } from '../../html/section';
import { TENANT_LIST_SCRIPT } from '../../html/tenant-list-script';
import { TenantTable } from './tenant-table';

/** Findings on the page of the fleet; all of them are on the pages of tenants, and in the files beside. */
const MOST_FINDINGS = 100;

/** The first page, for those who review the fleet. */
export function fleetPage(evidence: FleetEvidence): string {
  const { organization, report, tenants, claims, made } = evidence;
  const { summary, findings, excepted } = report;
  return renderEvidencePage({
    title: `Isolation and residency of ${organization.organizationId}`,
    made,
    script: TENANT_LIST_SCRIPT,
    children: (
      <>
        <header>
          <p class="eyebrow">Organization {organization.organizationId}</p>
          <h1>Isolation and residency</h1>
          <p class="quiet">
            Whether any tenant can reach another, who gets into a tenant's account, and whether data can leave its
            jurisdiction: worked out from the templates of all tenants together.
          </p>
          <Verdict claims={claims} />
        </header>
        <Facts
          facts={[
            ['Tenants', tenants.length],
            ['Stacks', summary.stacks],
            ['Resources', summary.resources],
            ['Findings', summary.findings],
            ['Exceptions', summary.excepted],
            ['Not judged', summary.notAnalysed],
          ]}
        />
        <Contents entries={CONTENTS} />
        <Section id="tenants-title" title="Tenants">
          <TenantTable {...evidence} />
        </Section>
        <Section id="findings" title="Findings">
          {findings.length === 0 && <p>None.</p>}
          <FindingList findings={findings.slice(0, MOST_FINDINGS)} />
          {findings.length > MOST_FINDINGS && (
            <p>{findings.length - MOST_FINDINGS} more are on the pages of their tenants, and in findings.json.</p>
          )}
          {excepted.length > 0 && (
            <>
              <h3>Exceptions</h3>
              <ExceptionList excepted={excepted.slice(0, MOST_FINDINGS)} />
              {excepted.length > MOST_FINDINGS && (
                <p>{excepted.length - MOST_FINDINGS} more are on the pages of their tenants, and in findings.json.</p>
              )}
            </>
          )}
          <TrendText {...evidence} />
        </Section>
        <Reachability {...evidence} />
        <Where {...evidence} />
        <Section id="claims" title="Claims">
          <ClaimList claims={claims} />
        </Section>
        <Section id="controls" title="Controls">
          <ControlTables claims={claims} href="" />
        </Section>
        <Shapes {...evidence} />
        <Coverage {...evidence} />
        <NotProven notAnalysed={report.notAnalysed} most={MOST_FINDINGS} ofNoTenant={summary.stacksOfNoTenant} />
      </>
    ),
  });
}

const CONTENTS = [
  ['tenants-title', 'Tenants'],
  ['findings', 'Findings'],
  ['reach', 'Who reaches what'],
  ['where', 'Where data is'],
  ['claims', 'Claims'],
  ['controls', 'Controls'],
  ['shapes', 'Shapes'],
  ['coverage', 'Coverage'],
  ['not-proven', 'Not proven'],
] as const;

function TrendText({ trend, report }: FleetEvidence) {
  if (trend === undefined) return null;
  return (
    <>
      <h3>Since the earlier report</h3>
      <p>
        {counted(trend.before)} before, {report.findings.length} now: {trend.appeared.length} appeared,{' '}
        {trend.gone.length} {trend.gone.length === 1 ? 'is' : 'are'} gone
        {trend.excepted.length > 0 && `, ${trend.excepted.length} came under an exception`}.
      </p>
      {trend.gone.length > 0 && (
        <DataTable
          caption="Findings that are gone"
          rows={trend.gone}
          columns={[
            { title: 'Severity', cell: ({ severity }) => severity },
            { title: 'Stack', cell: ({ stack }) => stack },
            { title: 'Found', cell: ({ message }) => message },
          ]}
        />
      )}
    </>
  );
}

function counted(findings: number): string {
  return `${findings} ${findings === 1 ? 'finding' : 'findings'}`;
}

function Where({ tenants, organization }: FleetEvidence) {
  const regions = countBy(tenants.map(({ tenant }) => tenant.region));
  const jurisdictions = Object.entries(organization.jurisdictions);
  return (
    <Section id="where" title="Where data is">
      <div class="columns">
        <div>
          <RegionMap tenants={regions} />
        </div>
        <div>
          <DataTable
            caption="Tenants by jurisdiction"
            rows={jurisdictions}
            columns={[
              { title: 'Jurisdiction', cell: ([name]) => name },
              {
                title: 'Regions',
                cell: ([, names]) =>
                  names.map((name) => (regions.has(name) ? `${name} (${regions.get(name)})` : name)).join(', '),
              },
              {
                title: 'Tenants',
                cell: ([name]) => tenants.filter(({ tenant }) => tenant.jurisdiction === name).length,
                number: true,
              },
            ]}
          />
          <h3>By tier</h3>
          <Bars counts={countBy(tenants.map(({ tenant }) => tenant.tier))} />
        </div>
      </div>
    </Section>
  );
}

function Bars({ counts }: { readonly counts: ReadonlyMap<string, number> }) {
  const most = Math.max(1, ...counts.values());
  return (
    <div class="bars">
      {[...counts].map(([name, count]) => (
        <>
          <span>{name}</span>
          <span class="bar" style={`width:${Math.round((100 * count) / most)}%`}></span>
          <span>{count}</span>
        </>
      ))}
    </div>
  );
}

function Shapes({ tenants }: FleetEvidence) {
  const shapes = countBy(tenants.map(({ inventory: { shape, tenant } }) => shape ?? `of ${tenant} alone`));
  const rows = [...shapes].toSorted(([one, many], [other, more]) => more - many || (one < other ? -1 : 1));
  return (
    <Section id="shapes" title="Shapes">
      <p>
        Tenants of one shape differ in nothing but their own ids, accounts, address blocks and names: what holds for one
        holds for all of them.
      </p>
      <DataTable
        caption={`${shapes.size} ${shapes.size === 1 ? 'shape' : 'shapes'}; the largest first${shapes.size > MOST_FINDINGS ? `, ${MOST_FINDINGS} of them` : ''}`}
        rows={rows.slice(0, MOST_FINDINGS)}
        columns={[
          { title: 'Shape', cell: ([shape]) => <code>{shape.slice(0, 16)}</code> },
          { title: 'Tenants', cell: ([, count]) => count, number: true },
          {
            title: 'Such as',
            cell: ([shape]) =>
              tenants
                .filter(({ inventory }) => (inventory.shape ?? `of ${inventory.tenant} alone`) === shape)
                .slice(0, 5)
                .map(({ tenant }) => tenant.id)
                .join(', '),
          },
        ]}
      />
    </Section>
  );
}

function Coverage({ tenants }: FleetEvidence) {
  const types = new Map<string, number>();
  for (const { inventory } of tenants)
    for (const [type, count] of Object.entries(inventory.types)) types.set(type, (types.get(type) ?? 0) + count);
  return (
    <Section id="coverage" title="Coverage">
      <p>
        Whatever the type of a resource, its policies, ARNs, account ids and regions are judged; so are those of types
        that nobody has heard of. Rules about single properties know the types they name.
      </p>
      <details>
        <summary>{types.size} types of resources were seen</summary>
        <DataTable
          caption="Types of resources of all tenants"
          rows={[...types].toSorted(([one], [other]) => (one < other ? -1 : 1))}
          columns={[
            { title: 'Type', cell: ([type]) => type },
            { title: 'Resources', cell: ([, count]) => count, number: true },
          ]}
        />
      </details>
    </Section>
  );
}
