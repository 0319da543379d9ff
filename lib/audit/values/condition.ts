/** Whether something holds at deploy time. */
export type Truth = 'yes' | 'no' | 'perhaps';

/** Both hold. */
export function and(one: Truth, other: Truth): Truth {
  if (one === 'no' || other === 'no') return 'no';
  return one === 'yes' && other === 'yes' ? 'yes' : 'perhaps';
}

/** One of them holds. */
export function or(one: Truth, other: Truth): Truth {
  return negate(and(negate(one), negate(other)));
}

/** It does not hold. */
export function negate(truth: Truth): Truth {
  if (truth === 'perhaps') return truth;
  return truth === 'yes' ? 'no' : 'yes';
}
