import type { Organization } from '../../config/organization';
import type { FleetEvidence, TenantEvidence } from '../model/fleet-evidence';
import { ClaimList } from './claim-list';
import { ControlTables } from './control-tables';
import { Conditions } from './conditions';
import { DataTable } from '../../html/data-table';
import { EntranceGraph } from './entrance-graph';
import { Facts } from '../../html/facts';
import { Verdict } from './verdict';
import { ExceptionList, FindingList } from './finding-list';
import { NotProven } from './not-proven';
import { renderEvidencePage } from './evidence-page';
import { Principal } from './principal';
import { RulePacks } from './rule-packs';
import { Contents, Section } from '../../html/section';

/** The page of one tenant, for those who review it. */
export function tenantPage(
  evidence: TenantEvidence,
  { organization, templates, packsRan, made }: FleetEvidence,
): string {
  const { tenant, inventory, claims } = evidence;
  const resources = inventory.stacks.reduce((sum, stack) => sum + stack.resources, 0);
  return renderEvidencePage({
    title: `${tenant.displayName}: isolation and residency`,
    made,
    children: (
      <>
        <header>
          <p class="eyebrow">
            <a href="../index.html">All tenants</a>
          </p>
          <h1>{tenant.displayName}</h1>
          <p class="quiet">
            Tenant {tenant.id}, account {tenant.accountId}, {tenant.tier}, ring {tenant.ring}, {tenant.state}.{' '}
            {tenant.region} in jurisdiction {tenant.jurisdiction}.
          </p>
          <Verdict claims={claims} />
        </header>
        <Facts
          facts={[
            ['Stacks', inventory.stacks.length],
            ['Resources', resources],
            ['Ways in', inventory.entrances.length],
            ['Other accounts named', new Set(inventory.crossings.map(({ account }) => account)).size],
            ['Data stores', inventory.data.length],
            ['Regions with data', new Set(inventory.data.flatMap(({ regions }) => regions)).size],
          ]}
        />
        <Contents entries={CONTENTS} />
        <Findings {...evidence} />
        <Entrances {...evidence} />
        <Crossings {...evidence} />
        <Residency {...evidence} organization={organization} />
        <Section id="claims" title="What is claimed, and what it rests on">
          <ClaimList claims={claims} evidence={inventory.evidence} />
        </Section>
        <Section id="controls" title="Controls">
          <ControlTables claims={claims} href="" />
        </Section>
        <RulePacks {...evidence} ran={packsRan} />
        <Section id="has" title="What the tenant has">
          <DataTable
            caption="Stacks, and the SHA-256 of their templates"
            rows={inventory.stacks}
            columns={[
              { title: 'Stack', cell: ({ name }) => name },
              { title: 'Region', cell: ({ region }) => region },
              { title: 'Resources', cell: (stack) => stack.resources, number: true },
              {
                title: 'Deletion',
                cell: ({ terminationProtection }) => (terminationProtection ? 'protected' : 'allowed'),
              },
              { title: 'Template', cell: ({ template }) => <code>{templates[template]}</code> },
            ]}
          />
          <details>
            <summary>{Object.keys(inventory.types).length} types of resources</summary>
            <DataTable
              caption="Resources by type"
              rows={Object.entries(inventory.types)}
              columns={[
                { title: 'Type', cell: ([type]) => type },
                { title: 'Resources', cell: ([, count]) => count, number: true },
              ]}
            />
          </details>
        </Section>
        <NotProven notAnalysed={evidence.notAnalysed} />
      </>
    ),
  });
}

const CONTENTS = [
  ['findings', 'Findings'],
  ['in', 'Who gets in'],
  ['out', 'What leads out'],
  ['where', 'Where data is'],
  ['claims', 'Claims'],
  ['controls', 'Controls'],
  ['packs', 'Rule packs'],
  ['has', 'Resources'],
  ['not-proven', 'Not proven'],
] as const;

function Findings({ findings, shared, excepted }: TenantEvidence) {
  return (
    <Section id="findings" title="Findings">
      {findings.length === 0 ? <p>None.</p> : <FindingList findings={findings} />}
      {shared.length > 0 && (
        <>
          <h3>Outside of the tenants' stacks</h3>
          <p>These bear on every tenant.</p>
          <FindingList findings={shared} />
        </>
      )}
      {excepted.length > 0 && (
        <>
          <h3>Exceptions</h3>
          <ExceptionList excepted={excepted} />
        </>
      )}
    </Section>
  );
}

function Entrances({ tenant, inventory: { entrances } }: TenantEvidence) {
  return (
    <Section id="in" title="Who can get in, and under which condition">
      {entrances.length === 0 ? (
        <p>No policy in the tenant's templates lets anybody in from outside the account.</p>
      ) : (
        <>
          <EntranceGraph tenant={tenant} entrances={entrances} />
          <DataTable
            caption="Every statement of a policy that lets somebody in from outside the account"
            rows={entrances}
            columns={[
              { title: 'Who', cell: (entrance) => <Principal {...entrance} /> },
              {
                title: 'Gets at',
                cell: ({ stack, logicalId, type }) => (
                  <>
                    {stack} <code>{logicalId}</code> ({type})
                  </>
                ),
              },
              { title: 'May', cell: ({ actions }) => <code>{actions.join(', ')}</code> },
              {
                title: 'If',
                cell: ({ conditions }) => <Conditions conditions={conditions} />,
              },
            ]}
          />
        </>
      )}
      <p class="quiet">
        The roles of CDK's bootstrap, by which the operator deploys, are not in these templates; the bootstrap template
        says whom they trust.
      </p>
    </Section>
  );
}

function Crossings({ inventory: { crossings } }: TenantEvidence) {
  return (
    <Section id="out" title="What leads out">
      {crossings.length === 0 ? (
        <p>Nothing in the tenant's templates names another account.</p>
      ) : (
        <DataTable
          caption="Everything that names another account"
          rows={crossings}
          columns={[
            { title: 'Names', cell: ({ what }) => <code>{what}</code> },
            { title: 'Whose', cell: ({ owner }) => owner },
            {
              title: 'In',
              cell: ({ stack, logicalId, path }) => (
                <>
                  {stack} <code>{`${logicalId} ${path}`}</code>
                </>
              ),
            },
          ]}
        />
      )}
    </Section>
  );
}

function Residency({
  tenant,
  inventory: { data },
  organization,
}: TenantEvidence & { readonly organization: Organization }) {
  return (
    <Section id="where" title="Where data is, and where it may go">
      <p>
        Jurisdiction {tenant.jurisdiction} is {(organization.jurisdictions[tenant.jurisdiction] ?? []).join(', ')}. The
        tenant's home is {tenant.region}.
      </p>
      <DataTable
        caption="Resources that hold data, with their region and every other one they name (replicas, copies, destinations)"
        rows={data}
        columns={[
          { title: 'Stack', cell: ({ stack }) => stack },
          { title: 'Resource', cell: ({ logicalId }) => <code>{logicalId}</code> },
          { title: 'Type', cell: ({ type }) => type },
          { title: 'Regions', cell: ({ regions }) => regions.join(', ') },
        ]}
      />
    </Section>
  );
}
