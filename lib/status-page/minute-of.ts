/** A time in ISO 8601 to the minute, as people read it, e.g. `2026-03-01 12:05`. */
export function minuteOf(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}
