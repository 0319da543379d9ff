/** What comes of reading something; undefined, and said, where it cannot be read. */
export async function orSay<Value>(
  what: string,
  unread: string[],
  reading: Promise<Value>,
): Promise<Value | undefined> {
  try {
    return await reading;
  } catch (error) {
    unread.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
