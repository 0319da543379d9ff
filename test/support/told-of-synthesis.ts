/** What a synthesis says: its first line, and how far it is if it takes longer than a few seconds. */
export function toldOfSynthesis(what: string): RegExp {
  return new RegExp(
    `^synthesizing and checking ${what} …\\n(synthesized \\d+ of \\d+\\n|checked \\d+ of \\d+ groups of shapes\\n)*$`,
  );
}
