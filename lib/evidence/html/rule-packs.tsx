import { DataTable } from '../../html/data-table';
import { Section } from '../../html/section';
import type { TenantEvidence } from '../model/fleet-evidence';

interface RulePacksProps extends Pick<TenantEvidence, 'packFindings' | 'acknowledgements'> {
  /** Whether they ran when the assembly was made. */
  readonly ran: boolean;
}

/** What rule packs and CDK's validation said of a tenant, and what was acknowledged. */
export function RulePacks({ packFindings, acknowledgements, ran }: RulePacksProps) {
  return (
    <Section id="packs" title="Rule packs, and what was acknowledged">
      {!ran && <p>Neither rule packs nor CDK's validation ran when the assembly was made.</p>}
      {ran && packFindings.length === 0 && (
        <p>
          The rule packs that ran when the assembly was made found nothing that is not acknowledged. Tenantry's own apps
          run cdk-nag's AwsSolutions, HIPAA, NIST 800-53 R5 and PCI DSS 3.2.1 packs.
        </p>
      )}
      {packFindings.length > 0 && (
        <DataTable
          caption="What rule packs and CDK's validation found"
          rows={packFindings}
          columns={[
            { title: 'Rule', cell: ({ rule }) => rule },
            { title: 'Construct', cell: ({ constructPath }) => <code>{constructPath}</code> },
            { title: 'Says', cell: ({ description }) => description },
          ]}
        />
      )}
      {acknowledgements.length > 0 && (
        <details>
          <summary>{acknowledgements.length} findings of rule packs are acknowledged, with a reason</summary>
          <DataTable
            caption="Acknowledged where the construct is defined"
            rows={acknowledgements}
            columns={[
              { title: 'Rule', cell: ({ rule }) => <code>{rule}</code> },
              { title: 'Construct', cell: ({ path }) => <code>{path}</code> },
              { title: 'Reason', cell: ({ reason }) => reason },
            ]}
          />
        </details>
      )}
    </Section>
  );
}
