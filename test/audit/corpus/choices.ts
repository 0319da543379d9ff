import { type Mutate, type Mutation, add, benign, group } from './mutation';

const STRANGER = '444455556666';
const own = { Ref: 'AWS::AccountId' };
const everybody = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
const deny = {
  ...everybody,
  Effect: 'Deny',
  Condition: { StringNotEquals: { 'aws:PrincipalAccount': own } },
};
const P = 'Properties.PolicyDocument';

/** A topic's policy in a template that knows a condition which may hold. */
const topicPolicy = (PolicyDocument: unknown, path: string): Mutate =>
  add('AWS::SNS::TopicPolicy', { Topics: [], PolicyDocument }, path, {
    Parameters: { Switch: { Type: 'String' } },
    Conditions: { Perhaps: { 'Fn::Equals': [{ Ref: 'Switch' }, 'on'] } },
  });
const perhaps = (yes: unknown, no: unknown = { Ref: 'AWS::NoValue' }) => ({ 'Fn::If': ['Perhaps', yes, no] });

/** Policies of which a part is chosen at deployment: what is denied in one choice is allowed in the other. */
export const CHOICES: readonly Mutation[] = group('reach-in/resource-policy', 'acme/Service', {
  'a statement that allows or denies': topicPolicy(
    { Statement: [{ ...everybody, Effect: perhaps('Allow', 'Deny') }] },
    `${P}.Statement.0.Principal`,
  ),
  'a statement that a parameter makes allow': topicPolicy(
    { Statement: [{ ...everybody, Effect: { Ref: 'Switch' } }] },
    `${P}.Statement.0.Principal`,
  ),
  'a deny that may be left out': topicPolicy({ Statement: [everybody, perhaps(deny)] }, `${P}.Statement.0.Principal`),
  'a deny in one of two policies': topicPolicy(
    perhaps({ Statement: [everybody, deny] }, { Statement: [everybody] }),
    P,
  ),
  'a deny in one of two lists': topicPolicy({ Statement: perhaps([everybody, deny], [everybody]) }, `${P}.Statement`),
  'a deny that may be of less': topicPolicy(
    { Statement: [everybody, perhaps(deny, { ...deny, Action: 'sns:Publish' })] },
    `${P}.Statement.0.Principal`,
  ),
  'a condition that may be left out': topicPolicy(
    { Statement: [{ ...everybody, Condition: perhaps({ StringEquals: { 'aws:PrincipalAccount': own } }) }] },
    `${P}.Statement.0.Principal`,
  ),
  'a stranger who may be left out of a list': topicPolicy(
    { Statement: [{ ...everybody, Principal: { AWS: [own, perhaps(STRANGER)] } }] },
    `${P}.Statement.0.Principal.AWS.1`,
  ),
});

/** Choices that all deny. */
export const HARMLESS_CHOICES: readonly Mutation[] = benign('acme/Service', {
  'a deny in each of two policies': topicPolicy(
    perhaps({ Statement: [everybody, deny] }, { Statement: [deny, everybody] }),
    '',
  ),
  'a deny of which both variants are wide enough': topicPolicy(
    { Statement: [{ ...everybody, Action: 'sns:Publish' }, perhaps(deny, { ...deny, Action: 'sns:*' })] },
    '',
  ),
});
