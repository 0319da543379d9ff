import type { Entrance } from '../../audit/inventory/entrances';

/** A principal as a template names it, and who that is where it is none of the operator's named ones. */
export function Principal({ principal, kind, callers }: Pick<Entrance, 'principal' | 'kind' | 'callers'>) {
  if (kind === 'operator principal') return <code>{principal}</code>;
  return (
    <>
      <code>{principal}</code>
      <br />
      <strong class="bad">{callers}</strong>
    </>
  );
}
