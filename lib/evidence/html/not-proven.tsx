import type { NotAnalysed } from '../../audit/finding';
import { DataTable } from '../../html/data-table';
import { Section } from '../../html/section';

interface NotProvenProps {
  readonly notAnalysed: readonly NotAnalysed[];
  /** @default - all are shown */
  readonly most?: number;
  /** Names of stacks that go to the account of no tenant. */
  readonly ofNoTenant?: readonly string[];
}

/** What a report does not prove: it says so, rather than leave it to be guessed. */
export function NotProven({ notAnalysed, most = notAnalysed.length, ofNoTenant = [] }: NotProvenProps) {
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
        {ofNoTenant.length > 0 && (
          <li>
            What is claimed of tenants, in stacks that go to the account of none: {ofNoTenant.slice(0, most).join(', ')}
            {ofNoTenant.length > most && ` and ${ofNoTenant.length - most} more`}.
          </li>
        )}
      </ul>
      {notAnalysed.length === 0 ? (
        <p>Nothing in the templates was left unread.</p>
      ) : (
        <DataTable
          caption="What the audit could not judge"
          rows={notAnalysed.slice(0, most)}
          columns={[
            { title: 'Stack', cell: ({ stack }) => stack },
            { title: 'Resource', cell: ({ logicalId, type }) => <code>{`${logicalId} (${type})`}</code> },
            { title: 'Why', cell: ({ why }) => why },
          ]}
        />
      )}
      {notAnalysed.length > most && (
        <p>{notAnalysed.length - most} more are on the pages of their tenants, and in findings.json.</p>
      )}
    </Section>
  );
}
