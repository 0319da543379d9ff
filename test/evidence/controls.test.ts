import { ALL_RULES } from '../../lib/audit/rules/all-rules';
import { FRAMEWORKS, bearsOn } from '../../lib/evidence/controls';

const controls = FRAMEWORKS.flatMap(({ name, controls: own }) =>
  own.map((control) => ({ name: `${name} ${control.id}`, control })),
);

test.each(controls)('$name names rules and groups that are there', ({ control }) => {
  const unknown = control.rules.filter(
    (rule) => !ALL_RULES.some(({ id }) => bearsOn({ ...control, rules: [rule] }, id)),
  );

  expect(unknown).toEqual([]);
});

test('every rule bears on some control', () => {
  const idle = ALL_RULES.filter(({ id }) => !controls.some(({ control }) => bearsOn(control, id)));

  expect(idle).toEqual([]);
});

test('no control of a framework is there twice', () => {
  expect(new Set(controls.map(({ name }) => name)).size).toBe(controls.length);
});
