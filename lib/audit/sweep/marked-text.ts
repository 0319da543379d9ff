import type { Text } from '../values/value';

/** Stand for pieces that are no known text; of Unicode's private use area. */
const OPEN = '\uE000';
const CLOSE = '\uE001';

/** Matches a piece that is no known text, in an expression over {@link MarkedText.text}. */
export const MARK = `${OPEN}\\d+${CLOSE}`;

/** A text with its unknown pieces marked, so that expressions can be matched over it. */
export interface MarkedText {
  readonly text: string;
  /** As people read it. */
  readonly plain: (match: string) => string;
}

/** Marks the pieces of a text. Dynamic references are read as they are written: they may name somebody else's secret. */
export function markedText(text: Text): MarkedText {
  return {
    text: text
      .map((piece, index) => {
        if (piece.kind === 'text') return piece.text;
        return piece.kind === 'unknown' && piece.source !== undefined ? piece.source : `${OPEN}${index}${CLOSE}`;
      })
      .join(''),
    plain: (match) =>
      match.replaceAll(new RegExp(MARK, 'g'), (mark) => {
        const piece = text[Number(/\d+/.exec(mark)?.[0])];
        return piece?.kind === 'resource' ? `<${piece.logicalId}.${piece.attribute}>` : '<anything>';
      }),
  };
}
