/** Every field, and every field of its objects, may be left out. */
export type Overrides<Settings> = {
  readonly [Key in keyof Settings]?: Settings[Key] extends readonly unknown[]
    ? Settings[Key] | undefined
    : Settings[Key] extends object
      ? Overrides<Settings[Key]> | undefined
      : Settings[Key] | undefined;
};

/**
 * Settings with some of them overridden, objects field by field, lists as a whole.
 *
 * An override of `undefined` keeps the setting.
 */
export function mergeSettings<Settings extends object>(
  settings: Settings,
  overrides: Overrides<Settings> | undefined,
): Settings {
  if (overrides === undefined) return settings;
  const merged = { ...settings };
  for (const [key, value] of Object.entries(overrides)) {
    if (value === undefined) continue;
    const current: unknown = Reflect.get(merged, key);
    Reflect.set(merged, key, isPlainObject(current) && isPlainObject(value) ? mergeSettings(current, value) : value);
  }
  return merged;
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
