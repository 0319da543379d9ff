import type { NotAnalysed } from '../../audit/finding';
import { DataTable } from '../../html/data-table';
import { Section } from '../../html/section';

/** What a report does not prove: it says so, rather than leave it to be guessed. */
export function NotProven({ notAnalysed }: { readonly notAnalysed: readonly NotAnalysed[] }) {
  return (
    <Section id="not-proven" title="What is not proven">
      <ul>
        <li>That the templates are what is deployed, and that nobody changed an account outside of them.</li>
        <li>What code does with the access it has: functions, containers and queries are not read.</li>
        <li>What policies mean beyond AWS's documentation of them, and faults of AWS itself.</li>
        <li>
          The account's own IAM policies against each other: least privilege inside an account is the rule packs'
          matter.
        </li>
      </ul>
      {notAnalysed.length === 0 ? (
        <p>Nothing in the templates was left unread.</p>
      ) : (
        <DataTable
          caption="What the audit could not judge"
          rows={notAnalysed}
          columns={[
            { title: 'Stack', cell: ({ stack }) => stack },
            { title: 'Resource', cell: ({ logicalId, type }) => <code>{`${logicalId} (${type})`}</code> },
            { title: 'Why', cell: ({ why }) => why },
          ]}
        />
      )}
    </Section>
  );
}
