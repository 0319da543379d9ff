import { parseArgs } from 'node:util';

/** What every measurement can be told. */
export interface BenchOptions {
  /** Prints one JSON object instead of a table. */
  readonly json: boolean;
  readonly repetitions: number;
  /** Numbers of tenants to compare. */
  readonly tenants: readonly number[];
}

/** Reads `--json`, `--repetitions 5` and `--tenants 1,10,100`. */
export function benchOptions(
  argv: readonly string[],
  defaultTenants: readonly number[],
  defaultRepetitions = 5,
): BenchOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      json: { type: 'boolean', default: false },
      repetitions: { type: 'string', default: String(defaultRepetitions) },
      tenants: { type: 'string', default: defaultTenants.join(',') },
    },
  });
  return {
    json: values.json,
    repetitions: wholeNumber('--repetitions', values.repetitions, 100),
    tenants: values.tenants.split(',').map((text) => wholeNumber('--tenants', text, 10_000)),
  };
}

function wholeNumber(option: string, text: string, most: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= most) return number;
  throw new Error(`${option} ${text}: expected whole numbers from 1 to ${most}`);
}
