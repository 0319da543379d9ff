import type { ExceptedFinding } from '../../audit/exceptions';
import { type Finding, severityRank } from '../../audit/finding';

/** Findings, the worst first, each with where it is and what to do. */
export function FindingList({ findings }: { readonly findings: readonly Finding[] }) {
  return (
    <>
      {findings.map(({ id, rule, severity, template, stack, logicalId, path, message, claim, fix }) => (
        <article key={id} class={`finding ${severity}`} id={id}>
          <p>
            <strong class={severityRank(severity) <= severityRank('high') ? 'bad' : 'warn'}>{severity}</strong>{' '}
            {message}
          </p>
          <p class="quiet">
            {stack} <code>{[logicalId, path].filter((part) => part !== '').join(' ')}</code> in <code>{template}</code>
          </p>
          <p>
            Claim: {claim}{' '}
            <span class="quiet">
              ({rule}, {id})
            </span>
          </p>
          <p>What to do: {fix}</p>
        </article>
      ))}
    </>
  );
}

/** Exceptions, each with who answers for it, why, and until when. */
export function ExceptionList({ excepted }: { readonly excepted: readonly ExceptedFinding[] }) {
  return (
    <>
      {excepted.map(({ finding: { id, rule, stack, logicalId, message }, exception: { owner, reason, expires } }) => (
        <article key={id} class="finding low">
          <p>
            {message}{' '}
            <span class="quiet">
              ({rule}, {stack} <code>{logicalId}</code>)
            </span>
          </p>
          <p>
            {owner} answers for it until {expires}: {reason}
          </p>
        </article>
      ))}
    </>
  );
}
