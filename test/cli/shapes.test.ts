import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExitCode } from '../../lib/cli/exit-code';
import { runRecorded } from '../support/recording-cli';
import { aSmallAssembly } from '../support/small-assembly';
import { aFleet, aTenant, anOrganization } from '../support/tenants-folder';

const ACCOUNTS = { acme: '111111111111', globex: '222222222222', hooli: '333333333333', wonka: '444444444444' };
const FLEET = Object.keys(ACCOUNTS).map((id, index) =>
  aTenant({ id, displayName: `The ${id} company`, network: { cidr: `10.${index}.0.0/22` } }),
);

/** A stack of a tenant; the names of its resources depend on the tenant, as the CDK's do. */
function aStack(id: keyof typeof ACCOUNTS, digest: string, changes: object = {}, resources: object = {}): object {
  const template = {
    Resources: {
      [`Queue${digest}`]: {
        Type: 'AWS::SQS::Queue',
        Properties: { QueueName: `${id}-jobs`, Tags: [{ Key: 'name', Value: `The ${id} company` }], ...changes },
      },
      ...resources,
    },
    Outputs: { Url: { Value: { Ref: `Queue${digest}` } } },
  };
  return { environment: `aws://${ACCOUNTS[id]}/eu-central-1`, template };
}

const aFleetAssembly = () =>
  aSmallAssembly({
    'acme-Web': aStack('acme', '0A1B2C3D'),
    'globex-Web': aStack('globex', '12345678'),
    'hooli-Web': aStack(
      'hooli',
      'FFFFFFFF',
      { DelaySeconds: 5, QueueName: 'globex-jobs' },
      { More: { Type: 'AWS::SNS::Topic' } },
    ),
  } as never);

const shapes = (...argv: string[]) =>
  runRecorded(['shapes', aFleetAssembly(), '--tenants', aFleet(FLEET, anOrganization(), ACCOUNTS), ...argv]);

describe('tenantry shapes', () => {
  test('warns where no stack is of a tenant, as with another tenants folder', async () => {
    const assembly = aFleetAssembly();
    const directory = aFleet(FLEET, anOrganization(), { acme: '555555555555' });
    const { exitCode, stdout, stderr } = await runRecorded(['shapes', assembly, '--tenants', directory]);

    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: ExitCode.Done,
      stdout: '0 tenants of 0 shapes\n',
      stderr: `warning ${assembly}: none of 3 stacks goes to the account of a tenant in ${directory}, so nothing was looked at that is about tenants; name the folder with --tenants, or complete its accounts.lock.json\n`,
    });
  });

  test('puts tenants together that differ in nothing but their own, and says in what others differ', async () => {
    const { exitCode, stdout } = await shapes();

    expect(exitCode).toBe(ExitCode.Done);
    expect(stdout.replaceAll(/\b[0-9a-f]{12}\b/g, '<digest>')).toBe(`\
shape <digest>: 2 tenants; starter; eu-central-1; 1 stack with 1 resource each
  acme, globex

shape <digest>: 1 tenant; starter; eu-central-1; 1 stack with 2 resources each
  hooli
  differs from <digest> in 3 places:
    + «id»-Web AWS::SNS::Topic More
    ~ «id»-Web AWS::SQS::Queue QueueFFFFFFFF Properties.QueueName
    ~ «id»-Web AWS::SQS::Queue QueueFFFFFFFF Properties.DelaySeconds

3 tenants of 2 shapes
`);
  });

  test('gives one object with --json, the same each time', async () => {
    const [one, other] = [await shapes('--json'), await shapes('--json')];

    expect(one.stdout).toBe(other.stdout);
    expect(JSON.parse(one.stdout)).toEqual({
      shapes: [
        expect.objectContaining({ tenants: ['acme', 'globex'], stacks: 1, resources: 1, distinctions: [] }),
        expect.objectContaining({
          tenants: ['hooli'],
          tiers: ['starter'],
          regions: ['eu-central-1'],
          distinctions: expect.arrayContaining([
            { difference: 'added', stack: '«id»-Web', type: 'AWS::SNS::Topic', logicalId: 'More', path: '' },
          ]) as object,
        }),
      ],
    });
  });

  test.each(['', '{', 'null', '[]'])('refuses a template that is none: %s', async (content) => {
    const assembly = aFleetAssembly();
    const file = join(assembly, 'globex-Web.template.json');
    writeFileSync(file, content);
    const directory = aFleet(FLEET, anOrganization(), ACCOUNTS);

    expect(await runRecorded(['shapes', assembly, '--tenants', directory])).toEqual({
      exitCode: ExitCode.Refused,
      stdout: '',
      stderr: `error ${file}: expected an object in JSON; synthesize again\n`,
    });
  });
});
