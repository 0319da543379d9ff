import type { FleetDiff } from '../../fleet/diff/fleet-diff';
import { diffSections, diffSummary } from './sections';

/** What a comment of a pull request on GitHub may hold, in characters, and what is kept free for the last line. */
const LONGEST_COMMENT = 65_536;
const KEPT_FREE = 200;

/**
 * The diff as a comment of a pull request: what matters first comes first, and what does not fit is counted.
 *
 * Whatever is from a template stands between backticks, so that it cannot link, mention or look like something else.
 */
export function renderMarkdown(diff: FleetDiff): string {
  const lines = [
    `### Tenants: ${diffSummary(diff)}`,
    ...diffSections(diff).flatMap(({ title, blocks }) => [
      '',
      `#### ${title}`,
      ...blocks.flatMap((block) => ['', code(block.title), ...block.lines.map((line) => `- ${code(line.trim())}`)]),
    ]),
  ];
  let length = 0;
  const fitting = lines.findIndex((line) => (length += line.length + 1) > LONGEST_COMMENT - KEPT_FREE);
  if (fitting === -1) return lines.join('\n');
  const rest = lines.length - fitting;
  return [...lines.slice(0, fitting), '', `… and ${rest} more lines; \`tenantry diff --json\` lists everything.`].join(
    '\n',
  );
}

/** A piece of code whatever is in it: fenced by more backticks than it has in a row. */
function code(text: string): string {
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const padding = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${padding}${text.replaceAll(/\s+/g, ' ')}${padding}${fence}`;
}
