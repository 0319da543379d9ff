import { messageOf } from '../message-of';
/** What comes of reading something; undefined, and said, where it cannot be read. */
export async function orSay<Value>(
  what: string,
  unread: string[],
  reading: Promise<Value>,
): Promise<Value | undefined> {
  try {
    return await reading;
  } catch (error) {
    unread.push(`${what}: ${messageOf(error)}`);
    return undefined;
  }
}
