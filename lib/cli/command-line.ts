/** Options of a command as commander parsed them. */
type Options = Readonly<Record<string, unknown>>;

/**
 * The command line that asks for the same again, for tenants by id: what people are told to run next.
 *
 * @param ids tenants to name; without any, those the options chose
 */
export function commandLine(command: string, ids: readonly string[], options: Options): string {
  const chosen = ids.length > 0 ? SELECTION : new Set<string>();
  const flags = Object.entries(options).flatMap(([name, value]): string[] => {
    if (chosen.has(name) || value === false || value === undefined || name === 'dryRun') return [];
    if (value === DEFAULTS[name]) return [];
    const flag = `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    if (value === true) return [flag];
    return (Array.isArray(value) ? value : [value]).flatMap((each) => [flag, quoted(String(each))]);
  });
  return ['tenantry', command, ...ids, ...flags].join(' ');
}

/** Options that choose tenants, which ids make superfluous. */
const SELECTION = new Set(['all', 'tier', 'ring', 'region', 'jurisdiction']);

/** What need not be said. */
const DEFAULTS: Options = { tenants: 'tenants', concurrency: 2, direct: true, engine: 'local' };

function quoted(value: string): string {
  return /^[\w./:@=+,-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`;
}
