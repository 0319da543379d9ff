/** Properties under which lists of settings have names and values. */
const NAMES = /^(name|key|(parameter|option|attribute|variable)(name|key))$/i;
const VALUES = /^((parameter|option|attribute|variable)?values?|valuefrom)$/i;

/**
 * What a property of an object is called: by its key and, where that only says that it is a value, by the name beside it
 * (`{ Name: 'PEER_ACCOUNT', Value: … }`), or by the kind of place that the object says it is (`{ Type: 'S3', Location: … }`).
 */
export function namesOf(object: object, key: string): readonly string[] {
  const entries = Object.entries(object);
  if (VALUES.test(key)) {
    const [, name] = entries.find(([other, value]) => NAMES.test(other) && typeof value === 'string') ?? [];
    if (name !== undefined) return [key, name as string];
  }
  const isOfS3 = entries.some(([other, value]) => /^type$/i.test(other) && value === 'S3');
  return isOfS3 ? ['S3', key] : [key];
}
