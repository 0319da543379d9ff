import { type Control, FRAMEWORKS, bearsOn } from '../controls';
import type { ClaimStatus } from '../model/claim-status';
import { DataTable } from '../../html/data-table';

/** Every control of every framework, with the claims that bear on it and how they stand. */
export function ControlTables({ claims, href }: { readonly claims: readonly ClaimStatus[]; readonly href: string }) {
  return (
    <>
      <p>
        Which claims bear on which control is an engineer's reading; controls ask for more than templates show. A
        specialist should confirm the mapping before it is relied on.
      </p>
      {FRAMEWORKS.map(({ name, controls }) => (
        <details key={name}>
          <summary>
            {name} <ControlSummary claims={claims} controls={controls} />
          </summary>
          <DataTable
            caption={`Controls of ${name}`}
            rows={controls}
            columns={[
              { title: 'Control', cell: ({ id }) => id },
              { title: 'About', cell: ({ title }) => title },
              { title: 'Claims', cell: (control) => <Claims claims={claimsOf(control, claims)} href={href} /> },
              { title: 'Stands', cell: (control) => <Standing claims={claimsOf(control, claims)} /> },
            ]}
          />
        </details>
      ))}
    </>
  );
}

function ControlSummary({
  claims,
  controls,
}: {
  readonly claims: readonly ClaimStatus[];
  readonly controls: readonly Control[];
}) {
  const standings = controls.map((control) => claimsOf(control, claims).map(({ status }) => status));
  const supported = standings.filter((all) => all.every((status) => status === 'holds')).length;
  const isBroken = standings.flat().includes('broken');
  const color = isBroken ? 'bad' : supported === controls.length ? 'good' : 'quiet';
  return (
    <span class={`status ${color}`}>
      {supported} of {controls.length} supported
    </span>
  );
}

function Claims({ claims, href }: { readonly claims: readonly ClaimStatus[]; readonly href: string }) {
  return (
    <>
      {claims.map(({ rule: { id }, status }, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <a href={`${href}#claim-${anchor(id)}`} class={status === 'broken' ? 'bad' : undefined}>
            {id}
          </a>
        </span>
      ))}
    </>
  );
}

function Standing({ claims }: { readonly claims: readonly ClaimStatus[] }) {
  const broken = claims.filter(({ status }) => status === 'broken').length;
  const excepted = claims.filter(({ status }) => status === 'excepted').length;
  if (broken > 0) return <span class="status bad">{broken} broken</span>;
  const unjudged = claims.filter(({ status }) => status === 'not judged').length;
  if (unjudged > 0) return <span class="status quiet">{unjudged} not judged</span>;
  if (excepted > 0) return <span class="status warn">{excepted} excepted</span>;
  return <span class="status good">all hold</span>;
}

function claimsOf(control: Control, claims: readonly ClaimStatus[]): ClaimStatus[] {
  return claims.filter(({ rule }) => bearsOn(control, rule.id));
}

/** Part of the id of the element of a claim. */
export function anchor(rule: string): string {
  return rule.replace('/', '-');
}
