import { tellOperation } from '../../lib/cli/tell-operation';

test('stacks that are no longer in the app are named, and said to be left alone', () => {
  expect(tellOperation({ type: 'leftAsTheyAre', stacks: ['acme-Old', 'acme-Older'] })).toBe(
    'no longer in the app, and left as they are: acme-Old, acme-Older',
  );
});
