import type { ComponentChildren } from 'preact';
import { renderPage } from '../../html/page';
import type { Provenance } from '../model/fleet-evidence';

interface EvidencePageProps {
  readonly title: string;
  readonly made: Provenance;
  readonly children: ComponentChildren;
  /** Script of the page; the page can be read without it. */
  readonly script?: string;
}

/** A page of evidence, which says what it was made of and what it does not prove. */
export function renderEvidencePage({ made, ...page }: EvidencePageProps): string {
  return renderPage({ ...page, version: made.version, footer: <Origin {...made} /> });
}

function Origin({ version, today, commit }: Provenance) {
  return (
    <>
      Design evidence, made by Tenantry {version} from synthesized templates
      {commit !== undefined && (
        <>
          {' '}
          of commit <code>{commit}</code>
        </>
      )}
      ; exceptions judged by the day {today}. It says what the templates allow. That they are what is deployed, and that
      nobody changed an account by hand, is proved by deployment and drift records.
    </>
  );
}
