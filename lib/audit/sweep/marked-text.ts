import type { Piece, Text } from '../values/value';

/** Stand for pieces that are no known text; of Unicode's private use area. */
const OPEN = '\uE000';
const CLOSE = '\uE001';

/** Matches a piece that is no known text, in an expression over {@link MarkedText.text}. */
export const MARK = `${OPEN}\\d+${CLOSE}`;

/** A text with its unknown pieces marked, so that expressions can be matched over it. */
export interface MarkedText {
  readonly text: string;
  /** The piece a match of {@link MARK} stands for; undefined where a match is known text. */
  readonly pieceOf: (match: string) => Piece | undefined;
  /** As people read it. */
  readonly plain: (match: string) => string;
}

/** Marks the pieces of a text. Dynamic references are read as they are written: they may name somebody else's secret. */
export function markedText(text: Text): MarkedText {
  const pieceOf = (match: string): Piece | undefined => {
    const [, index] = new RegExp(`${OPEN}(\\d+)${CLOSE}`).exec(match) ?? [];
    return index === undefined ? undefined : text[Number(index)];
  };
  return {
    text: text
      .map((piece, index) => {
        if (piece.kind === 'text') return piece.text;
        return piece.kind === 'unknown' && piece.source !== undefined ? piece.source : `${OPEN}${index}${CLOSE}`;
      })
      .join(''),
    pieceOf,
    plain: (match) =>
      match.replaceAll(new RegExp(MARK, 'g'), (mark) => {
        const piece = pieceOf(mark);
        return piece?.kind === 'resource' ? `<${piece.logicalId}.${piece.attribute}>` : '<anything>';
      }),
  };
}
