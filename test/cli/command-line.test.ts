import { commandLine } from '../../lib/cli/command-line';

test.each([
  [
    'the options given',
    ['acme'],
    { profile: 'ops', createUnits: true },
    'tenantry up acme --profile ops --create-units',
  ],
  ['no defaults', ['acme'], { tenants: 'tenants', concurrency: 2, json: false }, 'tenantry up acme'],
  ['no choice of tenants beside their ids', ['acme'], { all: true, ring: 'canary' }, 'tenantry up acme'],
  ['the choice of tenants where there are no ids', [], { ring: 'canary' }, 'tenantry up --ring canary'],
  [
    'an option for each value of a list',
    ['acme'],
    { allowReplacement: ['a/B', 'c/D'] },
    'tenantry up acme --allow-replacement a/B --allow-replacement c/D',
  ],
  ['not the dry run it follows', ['acme'], { dryRun: true }, 'tenantry up acme'],
  [
    'values a shell would split, quoted',
    ['acme'],
    { tenants: "our tenants' folder" },
    String.raw`tenantry up acme --tenants 'our tenants'\'' folder'`,
  ],
])('names %s', (_, ids, options, expected) => {
  expect(commandLine('up', ids, options)).toBe(expected);
});
