import { paint } from '../../lib/cli/console-reporter';
import { type Column, plainTable } from '../../lib/cli/plain-table';

interface Row {
  readonly name: string;
  readonly count: number;
}

const COLUMNS: readonly Column<Row>[] = [
  { title: 'name', cell: ({ name }) => name },
  { title: 'count', align: 'right', cell: ({ count }) => String(count) },
  { title: 'note', cell: ({ count }) => (count > 9 ? 'many' : '') },
];

const HEAD = ['name', 'count', 'note'].map((title) => paint('bold', title));

test('columns are lined up, and no line ends in spaces', () => {
  expect(
    plainTable(COLUMNS, [
      { name: 'acme', count: 3 },
      { name: 'globex', count: 12 },
    ]).split('\n'),
  ).toEqual([`${HEAD[0]}    ${HEAD[1]}  ${HEAD[2]}`, 'acme        3', 'globex     12  many']);
});

test('a table without rows is its head', () => {
  expect(plainTable(COLUMNS, [])).toBe(HEAD.join('  '));
});

test('colours take no room, and wide characters two places', () => {
  const lines = plainTable(COLUMNS, [
    { name: paint('green', 'ok'), count: 1 },
    { name: '日本', count: 2 },
  ]).split('\n');

  expect(lines.slice(1)).toEqual([`${paint('green', 'ok')}        1`, '日本      2']);
});
