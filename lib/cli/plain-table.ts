import stringWidth from 'string-width';
import { paint } from './console-reporter';

/** A column of a {@link plainTable}. */
export interface Column<Row> {
  readonly title: string;
  /** @default 'left' */
  readonly align?: 'left' | 'right';
  readonly cell: (row: Row) => string;
}

/** A table without lines: one row a line, columns lined up, nothing cut, so that it can be searched and piped. */
export function plainTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const texts = columns.map(({ title, align, cell }) => lineUp([paint('bold', title), ...rows.map(cell)], align));
  return Array.from({ length: rows.length + 1 }, (_, row) =>
    texts
      .map((column) => column[row])
      .join(BETWEEN_COLUMNS)
      .trimEnd(),
  ).join('\n');
}

const BETWEEN_COLUMNS = '  ';

/** Makes the cells of a column as wide as the widest, as a terminal shows them: colours take no room, and some characters two places. */
function lineUp(cells: readonly string[], align: 'left' | 'right' = 'left'): string[] {
  const widths = cells.map((cell) => stringWidth(cell));
  const widest = widths.reduce((most, width) => Math.max(most, width), 0);
  return cells.map((cell, index) => {
    const padding = ' '.repeat(widest - widths[index]!);
    return align === 'left' ? `${cell}${padding}` : `${padding}${cell}`;
  });
}
