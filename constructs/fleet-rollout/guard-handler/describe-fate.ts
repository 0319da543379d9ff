/** What a change does to a resource that holds data. */
export type Fate = 'replaced' | 'perhaps replaced' | 'deleted' | 'deleted after a snapshot' | 'left behind';

const IN_WORDS: Record<Fate, string> = {
  replaced: 'would be replaced',
  'perhaps replaced': 'may be replaced',
  deleted: 'would be deleted with what is in it',
  'deleted after a snapshot': 'would be deleted, and leave a snapshot',
  'left behind': 'would be left behind, outside of the stack',
};

/** The end of a sentence about a resource, e.g. `would be replaced`. */
export function describeFate(fate: Fate): string {
  return IN_WORDS[fate];
}
