import Table from 'cli-table3';
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
  const table = new Table({
    head: columns.map(({ title }) => paint('bold', title)),
    colAligns: columns.map(({ align }) => align ?? 'left'),
    chars: WITHOUT_LINES,
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 2 },
  });
  table.push(...rows.map((row) => columns.map(({ cell }) => cell(row))));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

const WITHOUT_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
};
