import * as fc from 'fast-check';
import type { AssembledStack } from '../../lib/audit/assembly/audited-stack';
import { auditStacks } from '../../lib/audit/audit-assembly';
import { reachInRules } from '../../lib/audit/rules/reach-in/rules';
import { aRegistry, aTenant, anOrganization } from '../../lib/testing/config-builders';
import { type ConcreteRequest, type ConcreteStatement, isAuthorized } from './concrete-iam';

const OWN = '111111111111';
const OTHER_TENANT = '222222222222';
const MEMBER = '333333333333';
const STRANGER = '999999999999';
const OPERATOR = '100000000002';
const MANAGEMENT = '100000000001';
const ORGANIZATION = 'o-a1b2c3d4e5';
const NAMED = `arn:aws:iam::${OPERATOR}:role/auditor`;

const acme = aTenant();
const globex = aTenant({ id: 'globex', accountId: OTHER_TENANT, network: { ...acme.network, cidr: '10.2.0.0/22' } });
const registry = aRegistry([acme, globex], anOrganization());

const ACCOUNTS = [OTHER_TENANT, MEMBER, STRANGER, OPERATOR, MANAGEMENT];
const roleIn = (account: string) => `arn:aws:iam::${account}:role/x`;
const isMember = (account: string) => account !== STRANGER;

/** Every kind of caller from outside, with every combination of the keys it can choose. The operator's named principals may get in, and are left out. */
const REQUESTS: readonly ConcreteRequest[] = [
  ...ACCOUNTS.flatMap((account) =>
    (isMember(account) ? [ORGANIZATION] : ['o-somebodyelse', undefined]).flatMap((organization) =>
      chosen().map((keys) => ({
        account,
        arn: roleIn(account),
        keys: {
          'aws:principalaccount': account,
          'aws:principalarn': roleIn(account),
          ...(organization !== undefined && { 'aws:principalorgid': organization }),
          ...keys,
        },
      })),
    ),
  ),
  ...chosen().map((keys) => ({ account: undefined, arn: undefined, keys })),
];

function chosen(): Record<string, string>[] {
  return [acme.externalId, globex.externalId, undefined].flatMap((externalId) =>
    ['team', undefined].map((tag) => ({
      ...(externalId !== undefined && { 'sts:externalid': externalId }),
      ...(tag !== undefined && { 'aws:principaltag/team': tag }),
    })),
  );
}

const VALUES: Readonly<Record<string, readonly string[]>> = {
  'aws:PrincipalOrgID': [ORGANIZATION, 'o-somebodyelse', 'o-*', '*'],
  'aws:PrincipalAccount': [OWN, ...ACCOUNTS, '*', '1*'],
  'aws:PrincipalArn': [
    roleIn(OWN),
    NAMED,
    ...ACCOUNTS.map(roleIn),
    '*',
    'arn:aws:iam::*:role/x',
    `arn:aws:iam::${OWN}:*`,
  ],
  'sts:ExternalId': [acme.externalId, globex.externalId, '*'],
  'aws:PrincipalTag/team': ['team', 'other', 't*'],
};
const OPERATORS = [
  'StringEquals',
  'StringEqualsIfExists',
  'StringNotEquals',
  'StringNotEqualsIfExists',
  'StringLike',
  'StringLikeIfExists',
  'StringNotLike',
  'StringEqualsIgnoreCase',
  'ForAnyValue:StringEquals',
  'ForAnyValue:StringLike',
  'ForAnyValue:StringNotEquals',
  'ForAllValues:StringEquals',
  'ForAllValues:StringNotLike',
];
const ARN_OPERATORS = ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike', 'ArnLikeIfExists'];

const aCondition = fc.constantFrom(...Object.keys(VALUES)).chain((key) =>
  fc
    .oneof(
      {
        weight: 6,
        arbitrary: fc.tuple(
          fc.constantFrom(...OPERATORS, ...(key === 'aws:PrincipalArn' ? ARN_OPERATORS : [])),
          fc.subarray([...VALUES[key]!], { minLength: 1, maxLength: 2 }),
        ),
      },
      { weight: 1, arbitrary: fc.tuple(fc.constant('Null'), fc.constantFrom(['true'], ['false'])) },
    )
    .map(([operator, values]) => ({ operator, key, values })),
);

const aCasing = fc.constantFrom(
  (key: string) => key,
  (key: string) => key.toLowerCase(),
);

const aStatement: fc.Arbitrary<ConcreteStatement> = fc
  .record({
    Effect: fc.constantFrom('Allow' as const, 'Allow' as const, 'Deny' as const),
    Principal: fc.oneof(
      fc.constant('*' as const),
      fc
        .subarray(
          ['*', OWN, roleIn(OWN), NAMED, ...ACCOUNTS, ...ACCOUNTS.map(roleIn), `arn:aws:iam::${OTHER_TENANT}:root`],
          {
            minLength: 1,
            maxLength: 2,
          },
        )
        .map((AWS) => ({ AWS })),
    ),
    Condition: fc.tuple(fc.array(aCondition, { maxLength: 2 }), aCasing).map(([conditions, casing]) => {
      const condition: Record<string, Record<string, readonly string[]>> = {};
      for (const { operator, key, values } of conditions) {
        // A key may be under an operator once.
        condition[operator] = { ...condition[operator], [casing(key)]: values };
      }
      return condition;
    }),
    isNotPrincipal: fc.nat(9).map((number) => number === 0),
  })
  // What a denial of everybody else spares is not followed: it denies nobody surely.
  .map((statement) => (statement.Principal === '*' ? { ...statement, isNotPrincipal: false } : statement));

const aPolicy = fc.array(aStatement, { minLength: 1, maxLength: 3 });

/** Ways in which a template may write a text. */
const anEncoding: fc.Arbitrary<(text: string) => unknown> = fc.constantFrom<(text: string) => unknown>(
  (text) => text,
  (text) => ({ 'Fn::Join': ['', [text.slice(0, 4), text.slice(4)]] }),
  (text) => ({ 'Fn::Sub': text.replace(OWN, '${AWS::AccountId}') }),
  (text) => ({ 'Fn::Sub': ['${A}${B}', { A: text.slice(0, 5), B: text.slice(5) }] }),
  (text) => ({ 'Fn::Select': [1, ['other', text]] }),
  (text) => ({ 'Fn::Select': [0, { 'Fn::Split': ['|', `${text}|other`] }] }),
  (text) => ({ 'Fn::If': ['Always', text, 'other'] }),
  (text) => ({ 'Fn::If': ['Never', 'other', text] }),
  (text) => ({
    'Fn::FindInMap': ['Texts', { Ref: 'AWS::Region' }, rowOf(text)],
  }),
);

/** Name of a row of a mapping. */
function rowOf(text: string): string {
  return `x${Buffer.from(text).toString('hex')}`;
}

/** A template with the policy, where every text is written in one of many ways. */
function templateOf(
  type: string,
  property: string,
  action: string,
  policy: readonly ConcreteStatement[],
  encode: (text: string) => unknown,
) {
  const texts = new Set<string>();
  const written = (text: string): unknown => {
    texts.add(text);
    return encode(text);
  };
  const statements = policy.map(({ Effect, Principal, isNotPrincipal, Condition }) => ({
    Effect,
    Action: action,
    ...(type !== 'AWS::IAM::Role' && { Resource: '*' }),
    [isNotPrincipal ? 'NotPrincipal' : 'Principal']: Principal === '*' ? '*' : { AWS: Principal.AWS.map(written) },
    Condition: Object.fromEntries(
      Object.entries(Condition).map(([operator, keys]) => [
        operator,
        Object.fromEntries(Object.entries(keys).map(([key, values]) => [key, values.map(written)])),
      ]),
    ),
  }));
  return {
    Conditions: {
      Always: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-central-1'] },
      Never: { 'Fn::Equals': ['a', 'b'] },
    },
    Mappings: {
      Texts: {
        'eu-central-1': Object.fromEntries([...texts].map((text) => [rowOf(text), text])),
      },
    },
    Resources: {
      Resource: { Type: type, Properties: { [property]: { Version: '2012-10-17', Statement: statements } } },
    },
  };
}

function findingsOf(template: object): string[] {
  const stack: AssembledStack = {
    name: 'acme/Web',
    stackName: 'acme-Web',
    account: OWN,
    region: 'eu-central-1',
    templateFile: 'web.template.json',
    terminationProtection: true,
    template,
  };
  const { findings } = auditStacks({ stacks: [stack], registry, today: '2026-01-01', rules: reachInRules });
  return findings.map(({ rule, path, severity }) => `${severity} ${rule} ${path}`);
}

const CASES = [
  { type: 'AWS::IAM::Role', property: 'AssumeRolePolicyDocument', action: 'sts:AssumeRole' },
  { type: 'AWS::SQS::QueuePolicy', property: 'PolicyDocument', action: 'sqs:SendMessage' },
  { type: 'Acme::Thing::NobodyHasHeardOf', property: 'Permissions', action: 'acme:Do' },
];

const RUNS = { numRuns: 2000, seed: 20261121 };

const allow = (Condition: ConcreteStatement['Condition'], Principal: ConcreteStatement['Principal'] = '*') =>
  ({ Effect: 'Allow', Principal, isNotPrincipal: false, Condition }) as const;
const deny = (Condition: ConcreteStatement['Condition']) => ({ ...allow(Condition), Effect: 'Deny' }) as const;

/** Each was once taken for harmless. */
const MISSED: Readonly<Record<string, readonly ConcreteStatement[]>> = {
  'a denial of those who are called a star': [deny({ StringEquals: { 'aws:PrincipalArn': ['*'] } }), allow({})],
  'an account of no organization, where the organization is asked for if there is one': [
    allow({ StringEqualsIfExists: { 'aws:PrincipalOrgID': [ORGANIZATION] } }),
  ],
  'an account of no organization, where there must be none': [
    deny({ StringNotLike: { 'aws:PrincipalAccount': ['*'] } }),
    allow({ Null: { 'aws:PrincipalOrgID': ['true'] } }),
  ],
  'nobody, whom a denial by any of no values spares': [
    deny({ 'ForAnyValue:StringNotEquals': { 'aws:PrincipalArn': [roleIn(OWN)] } }),
    allow({}),
  ],
  'an account of the organization that is no tenant': [
    allow({ StringEquals: { 'aws:PrincipalOrgID': [ORGANIZATION] } }, { AWS: [roleIn(MEMBER)] }),
  ],
};

test.each(Object.entries(MISSED))('%s is found', (_, policy) => {
  expect(REQUESTS.some((request) => isAuthorized(policy, request))).toBe(true);
  expect(
    findingsOf(templateOf(CASES[1]!.type, CASES[1]!.property, CASES[1]!.action, policy, (text) => text)),
  ).toHaveLength(1);
});

describe.each(CASES)('a policy of $type', ({ type, property, action }) => {
  test('that lets anybody in from outside is found, however it is written', () => {
    fc.assert(
      fc.property(aPolicy, anEncoding, (policy, encode) => {
        const letsIn = REQUESTS.filter((request) => isAuthorized(policy, request));
        fc.pre(letsIn.length > 0);
        expect(findingsOf(templateOf(type, property, action, policy, encode))).not.toEqual([]);
      }),
      RUNS,
    );
  });

  test('means the same, however it is written', () => {
    fc.assert(
      fc.property(aPolicy, anEncoding, (policy, encode) => {
        const plainly = findingsOf(templateOf(type, property, action, policy, (text) => text));
        expect(findingsOf(templateOf(type, property, action, policy, encode))).toEqual(plainly);
      }),
      { ...RUNS, numRuns: 500 },
    );
  });

  test("that lets in the account's own principals alone is not found", () => {
    const own = fc.subarray([OWN, roleIn(OWN), `arn:aws:iam::${OWN}:root`], { minLength: 1 }).map((AWS) => ({ AWS }));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(aStatement, own), { minLength: 1, maxLength: 3 }),
        anEncoding,
        (statements, encode) => {
          const policy = statements.map(([statement, Principal]) => ({
            ...statement,
            Principal,
            isNotPrincipal: false,
          }));
          expect(findingsOf(templateOf(type, property, action, policy, encode))).toEqual([]);
        },
      ),
      { ...RUNS, numRuns: 500 },
    );
  });
});
