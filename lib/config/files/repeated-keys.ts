/** A group or list that is open where the text is read. */
interface Open {
  /** Its own name in the one around it. */
  readonly name: string;
  /** Names so far; undefined in a list. */
  readonly names: Set<string> | undefined;
}

/**
 * Where a text of valid JSON gives a name twice in one group, e.g. `contacts.billing`: `JSON.parse` keeps the last and says nothing, and a
 * merge easily leaves both.
 *
 * @param value what it was parsed to
 */
export function repeatedKeys(text: string, value: unknown): string[] {
  // A file that is laid out as most are, the accounts of thousands of tenants among them, need not be read by name.
  if (JSON.stringify(value, undefined, 2) === text.trimEnd()) return [];
  const repeated: string[] = [];
  const opened: Open[] = [];
  let name = '';
  for (const [token, string, colon] of text.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|[{}[\],]/g)) {
    const current = opened.at(-1);
    if (token === '{' || token === '[') {
      opened.push({ name, names: token === '{' ? new Set() : undefined });
      name = '0';
    } else if (token === '}' || token === ']') {
      name = opened.pop()?.name ?? '';
    } else if (token === ',' && current?.names === undefined) {
      name = String(Number(name) + 1);
    } else if (string !== undefined && colon !== undefined && current?.names !== undefined) {
      name = String(JSON.parse(string));
      if (current.names.has(name)) repeated.push([...opened.slice(1).map((open) => open.name), name].join('.'));
      current.names.add(name);
    }
  }
  return [...new Set(repeated)];
}
