import { availableParallelism, cpus, totalmem } from 'node:os';

/** A row of results: names to figures; a figure that was not taken is null. */
export type Row = Readonly<Record<string, number | string | null>>;

/** Where the figures were taken, which is part of them. */
function machine(): Readonly<Record<string, string | number>> {
  return {
    node: process.versions.node,
    cpu: cpus()[0]?.model ?? 'unknown',
    parallelism: availableParallelism(),
    memoryGib: Math.round(totalmem() / 2 ** 30),
  };
}

/** The results as one JSON object, or as a table for people. */
export function report(bench: string, repetitions: number, rows: readonly Row[], json: boolean): string {
  const tidy = rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, figure]) => [
        name,
        typeof figure === 'number' ? Math.round(figure * 1000) / 1000 : figure,
      ]),
    ),
  );
  if (json) return `${JSON.stringify({ bench, repetitions, machine: machine(), rows: tidy })}\n`;
  const head = Object.keys(tidy[0] ?? {});
  const lines = [head, ...tidy.map((row) => head.map((name) => String(row[name] ?? '-')))];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return `${lines.map((line) => line.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  ')).join('\n')}\n`;
}
