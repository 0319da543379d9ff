import { utimesSync } from 'node:fs';

/** Notes that somebody asked for what is kept in a place: what nobody asks for is pruned. */
export function tellAskedFor(place: string): void {
  try {
    utimesSync(place, new Date(), new Date());
  } catch {
    // Somebody else's cache, or a read-only one: what is in it can be used all the same.
  }
}
