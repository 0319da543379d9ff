import type { FleetDiff } from '../../fleet/diff/fleet-diff';
import { paint } from '../console-reporter';
import { diffSections, diffSummary } from './sections';

/** Lines of a block on a terminal; what matters first is never cut off. */
const MOST_LINES = 20;

/** The diff for a terminal. */
export function renderText(diff: FleetDiff): string {
  const sections = diffSections(diff).map(({ title, blocks }, index) => {
    const lines = blocks.flatMap((block) => {
      const shown = title === 'Everything else' ? block.lines.slice(0, MOST_LINES) : block.lines;
      const rest = block.lines.length - shown.length;
      return [
        `  ${block.title}`,
        ...shown.map((line) => `    ${line}`),
        ...(rest > 0 ? [`    … and ${rest} more; --json lists them all`] : []),
      ];
    });
    return [paint(index === 0 && title === 'Data could be lost' ? 'red' : 'bold', title), ...lines].join('\n');
  });
  return [...sections, diffSummary(diff)].join('\n\n');
}
