import { ExitCode } from '../../lib/cli/exit-code';
import { type Selection, loadSelected } from '../../lib/cli/select-tenants';
import { runRecorded } from '../support/recording-cli';
import { aFleet, aTenant } from '../support/tenants-folder';

const FLEET = [
  aTenant({ network: { cidr: '10.1.0.0/22' } }),
  aTenant({ id: 'globex', tier: 'free', ring: 'canary', network: { cidr: '10.2.0.0/22' } }),
  aTenant({ id: 'hooli', tier: 'free', region: 'eu-west-1', network: { cidr: '10.3.0.0/22' } }),
  aTenant({ id: 'initech', jurisdiction: 'us', region: 'us-east-1', network: { cidr: '10.4.0.0/22' } }),
];

const NONE = { all: false, tier: [], ring: [], region: [], jurisdiction: [] };

function select(ids: readonly string[], selection: Partial<Selection> = {}) {
  return loadSelected({ name: () => 'synth' }, ids, { ...NONE, ...selection, tenants: aFleet(FLEET) }).then(
    ({ tenants }) => tenants.map(({ id }) => id),
  );
}

test.each([
  ['those named', ['hooli', 'acme'], {}, ['acme', 'hooli']],
  ['all', [], { all: true }, ['acme', 'globex', 'hooli', 'initech']],
  ['those of a tier', [], { tier: ['free'] }, ['globex', 'hooli']],
  ['those of either region', [], { region: ['eu-west-1', 'us-east-1'] }, ['hooli', 'initech']],
  ['those with both qualities', [], { tier: ['free'], ring: ['canary'] }, ['globex']],
  ['those of a jurisdiction', [], { jurisdiction: ['us'] }, ['initech']],
])('takes %s', async (_, ids, selection, expected) => {
  expect(await select(ids, selection)).toEqual(expected);
});

test.each([
  [
    'nothing',
    [],
    {},
    'no tenant given; name tenants (tenantry synth acme), say --tier, --ring, --region or --jurisdiction, or say --all',
  ],
  ['names and a quality', ['acme'], { tier: ['free'] }, 'both 1 tenant and --tier were given; expected one of them'],
  [
    'a quality and all',
    [],
    { all: true, ring: ['canary'], tier: ['free'] },
    'both --tier and --ring and --all were given; expected one of them',
  ],
])('refuses %s', async (_, ids, selection, message) => {
  await expect(select(ids, selection)).rejects.toThrow(message);
});

test('refuses values no tenant can have, all at once, with those that are near', async () => {
  await expect(select([], { tier: ['fre'], ring: ['beta'], jurisdiction: ['eu'] })).rejects.toThrow(
    'unknown tier "fre"; did you mean "free"?\nunknown ring "beta"; expected one of "canary", "early", "general"',
  );
});

test('refuses a selection that leaves nobody', async () => {
  await expect(select([], { tier: ['enterprise'], jurisdiction: ['us'] })).rejects.toThrow(
    /^no tenant in .* has tier enterprise and jurisdiction us$/,
  );
});

test('is the same on every command', async () => {
  const { exitCode, stdout } = await runRecorded([
    'vend',
    '--tier',
    'free',
    '--ring',
    'canary',
    '--dry-run',
    '--tenants',
    aFleet(FLEET),
  ]);

  expect(exitCode).toBe(ExitCode.Done);
  expect(stdout).toBe(
    'globex: would find or create an account for aws+globex@example.com and move it to Tenants/eu/eu-central-1\n',
  );
});
