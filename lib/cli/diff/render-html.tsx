import type { FleetDiff } from '../../fleet/diff/fleet-diff';
import { renderPage } from '../../html/page';
import { Contents, Section } from '../../html/section';
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
  const sections = diffSections(diff).map((section) => ({ ...section, id: idOf(section.title) }));
  const couldLose = diff.stateful.some(({ notAllowed }) => notAllowed.length > 0);
  return renderPage({
    title,
    version,
    footer: `Made by Tenantry ${version} from synthesized templates.`,
    children: (
      <>
        <h1>{title}</h1>
        <p class={couldLose ? 'verdict bad' : 'verdict'}>{diffSummary(diff)}</p>
        {sections.length > 1 && <Contents entries={sections.map(({ id, title: name }) => [id, name])} />}
        {sections.map((section) => (
          <Section key={section.id} id={section.id} title={section.title}>
            {section.blocks.map((block) => (
              <Changes key={block.title} block={block} />
            ))}
          </Section>
        ))}
      </>
    ),
  });
}

/** E.g. `data-could-be-lost`. */
function idOf(title: string): string {
  return title.toLowerCase().replaceAll(/\W+/g, '-');
}

function Changes({ block: { title, lines } }: { readonly block: Block }) {
  return (
    <>
      <h3>{title}</h3>
      {lines.length > 0 && (
        <ul>
          {withRemarks(lines).map(({ line, remarks }) => (
            <li key={line}>
              <code>{line}</code>
              {remarks.map((remark) => (
                <div key={remark} class="quiet">
                  <code>{remark}</code>
                </div>
              ))}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Indented lines say something of the line before them. */
function withRemarks(lines: readonly string[]): { readonly line: string; readonly remarks: string[] }[] {
  const changes: { readonly line: string; readonly remarks: string[] }[] = [];
  for (const line of lines) {
    const before = line.startsWith(' ') ? changes.at(-1) : undefined;
    if (before === undefined) changes.push({ line: line.trim(), remarks: [] });
    else before.remarks.push(line.trim());
  }
  return changes;
}
