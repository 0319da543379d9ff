import type { FleetDiff } from '../../fleet/diff/fleet-diff';
import { renderPage } from '../../html/page';
import { type Block, diffSections, diffSummary } from './sections';

/** What the page is about. */
interface DiffPageRequest {
  readonly diff: FleetDiff;
  /** What was compared with, as the user named it. */
  readonly base: string;
  readonly version: string;
}

/** The diff as a page that needs nothing but itself: no network, no script. */
export function renderHtml({ diff, base, version }: DiffPageRequest): string {
  const title = `What changes since ${base}`;
  return renderPage({
    title,
    version,
    footer: `Made by Tenantry ${version} from synthesized templates.`,
    children: (
      <>
        <h1>{title}</h1>
        <p>{diffSummary(diff)}</p>
        {diffSections(diff).map((section) => (
          <section>
            <h2>{section.title}</h2>
            {section.blocks.map((block) => (
              <Changes block={block} />
            ))}
          </section>
        ))}
      </>
    ),
  });
}

function Changes({ block: { title, lines } }: { readonly block: Block }) {
  return (
    <>
      <h3>{title}</h3>
      {lines.length > 0 && (
        <ul>
          {lines.map((line) => (
            <li>
              <code>{line.trim()}</code>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
