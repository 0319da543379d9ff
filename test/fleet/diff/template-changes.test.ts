import { readAssembly } from '../../../lib/audit/assembly/read-assembly';
import { templateChanges } from '../../../lib/fleet/diff/template-changes';
import { type SmallStack, aSmallAssembly } from '../../support/small-assembly';

type Stacks = Readonly<Record<string, SmallStack>>;

/** What lies between two assemblies, as `kind stack: change`. */
function saidOf(base: Stacks, head: Stacks): string[] {
  const [before = [], after = []] = [base, head].map((stacks) =>
    readAssembly(aSmallAssembly(stacks)).map((stack) => ({ ...stack, tenant: 'acme' })),
  );
  return templateChanges(before, after).map(({ kind, stack, change, path }) =>
    `${kind} ${stack}: ${change} ${path}`.trim(),
  );
}

const aStack = (Resources: object = {}, more: Partial<SmallStack> = {}): SmallStack => ({
  template: { Resources },
  ...more,
});

describe('changes of templates', () => {
  test('tell what a new security group reaches, and not that it reaches nothing', () => {
    const group = (CidrIp: string) => ({
      Type: 'AWS::EC2::SecurityGroup',
      Properties: { SecurityGroupEgress: [{ CidrIp, IpProtocol: 'tcp', FromPort: 443, ToPort: 443 }] },
    });

    expect(saidOf({}, { 'acme-Web': aStack({ Closed: group('255.255.255.255/32') }) })).toEqual([
      'other acme-Web: added, with resources: 1',
    ]);
    expect(saidOf({}, { 'acme-Web': aStack({ Open: group('10.9.0.0/16') }) })).toEqual([
      'access acme-Web: ${Open.GroupId} reaches 10.9.0.0/16: TCP 443',
      'other acme-Web: added, with resources: 1',
    ]);
  });

  test('tell of a new stack what it opens and lets somebody do', () => {
    const Everybody = { Type: 'AWS::Lambda::Url', Properties: { AuthType: 'NONE' } };
    const Policy = {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: {
        PolicyDocument: {
          Statement: [
            { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
            { Effect: 'Deny', Action: 's3:DeleteObject', Resource: '*' },
          ],
        },
        Roles: ['reader'],
      },
    };

    expect(saidOf({}, { 'acme-Web': aStack({ Everybody, Policy }) })).toEqual([
      expect.stringMatching(/^access acme-Web: may: .*reader.* Allow s3:GetObject on \*$/),
      'public acme-Web: public: AuthType is NONE',
      'other acme-Web: added, with resources: 2',
    ]);
  });

  test('tell of a stack that is not protected from termination any more', () => {
    expect(saidOf({ 'acme-Web': aStack() }, { 'acme-Web': aStack({}, { terminationProtection: false }) })).toEqual([
      'other acme-Web: changed terminationProtection',
    ]);
  });

  test('tell of what a template has beside resources', () => {
    const withOutput = (Value: string): Stacks => ({
      'acme-Web': { template: { Resources: {}, Outputs: { Address: { Value } } } },
    });

    expect(saidOf(withOutput('one'), withOutput('other'))).toEqual(['other acme-Web: changed Value']);
  });

  test('tell of a stack that is no longer there, and of one in another region', () => {
    const elsewhere = aStack({}, { environment: 'aws://111111111111/eu-west-1' });

    expect(saidOf({ 'acme-Web': aStack() }, { 'acme-Web': elsewhere })).toEqual([
      'other acme-Web: no longer in the assembly',
      'other acme-Web: added, with resources: 0',
    ]);
  });
});
