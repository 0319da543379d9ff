import type { ClaimStatus } from '../model/claim-status';

/** A sentence that says whether all claims hold. */
export function Verdict({ claims }: { readonly claims: readonly ClaimStatus[] }) {
  const findings = claims.reduce((sum, claim) => sum + claim.findings, 0);
  const excepted = claims.reduce((sum, claim) => sum + claim.excepted, 0);
  const unjudged = claims.filter(({ status }) => status === 'not judged').length;
  if (findings > 0)
    return (
      <p class="verdict bad">
        {findings} {findings === 1 ? 'finding' : 'findings'}: not every claim holds
      </p>
    );
  const rest = unjudged === 0 ? '' : `; ${unjudged} could not be judged`;
  if (excepted > 0)
    return (
      <p class="verdict warn">
        {claims.length - unjudged} claims hold, but for {excepted} {excepted === 1 ? 'exception' : 'exceptions'} that
        somebody answers for{rest}
      </p>
    );
  return (
    <p class="verdict good">
      {unjudged === 0 ? `All ${claims.length}` : claims.length - unjudged} claims hold{rest}
    </p>
  );
}
