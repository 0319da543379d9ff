import { auditedAsItIs, noneIsFlagged } from './audited-fleet';
import { HARMLESS } from './corpus';

test('the sample fleet breaks no claim', () => {
  expect(auditedAsItIs().findings).toEqual([]);
});

noneIsFlagged(HARMLESS);
