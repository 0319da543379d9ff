import { type Mutate, type Mutation, add, group, set } from './mutation';

const account = { Ref: 'AWS::AccountId' };
const variable = (value: unknown) => set('AWS::Lambda::Function', 'Properties.Environment.Variables.ADDED', value);

/** A parameter, a condition on it and mappings to choose from. */
const given =
  (mutate: Mutate): Mutate =>
  (template) => {
    template.Parameters = { ...template.Parameters, P: { Type: 'String' } };
    template.Conditions = { ...template.Conditions, C: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] } };
    template.Mappings = { ...template.Mappings, One: { a: { r: 'us-east-1' } }, Two: { a: { r: 'eu-west-1' } } };
    return mutate(template);
  };
const replicas = (Replicas: unknown, path: string) => given(add('AWS::DynamoDB::GlobalTable', { Replicas }, path));
const copy = (Region: unknown) =>
  given(add('AWS::SecretsManager::Secret', { ReplicaRegions: [{ Region }] }, 'Properties.ReplicaRegions.0.Region'));

/** Regions that something chooses, at deployment or everywhere at once. */
export const CHOSEN_REGIONS: readonly Mutation[] = group('residency/region', 'acme/Service', {
  'one of a list, at a position that a parameter says': given(
    variable({ 'Fn::Select': [{ Ref: 'P' }, ['eu-central-1', 'us-east-1']] }),
  ),
  'one of a text, at a position that a parameter says': given(
    variable({ 'Fn::Select': [{ Ref: 'P' }, { 'Fn::Split': [',', 'eu-central-1,us-east-1'] }] }),
  ),
  'the known part of a text': given(
    variable({ 'Fn::Select': [0, { 'Fn::Split': [',', { 'Fn::Join': ['', ['us-east-1,', { Ref: 'P' }]] }] }] }),
  ),
  'one of a mapping that a parameter says': given(variable({ 'Fn::FindInMap': [{ Ref: 'P' }, 'a', 'r'] })),
  'a list in one branch': replicas(
    { 'Fn::If': ['C', [{ Region: 'us-east-1' }], [{ Region: 'eu-central-1' }]] },
    'Properties.Replicas',
  ),
  'an element in one branch': replicas(
    [{ Region: 'eu-central-1' }, { 'Fn::If': ['C', { Region: 'us-east-1' }, { Ref: 'AWS::NoValue' }] }],
    'Properties.Replicas.1',
  ),
  'what a parameter says': copy({ Ref: 'P' }),
  'what is looked up': copy('{{resolve:ssm:/region}}'),
  'the zones of elsewhere': add(
    'AWS::AutoScaling::AutoScalingGroup',
    { AvailabilityZones: { 'Fn::GetAZs': 'us-east-1' } },
    'Properties.AvailabilityZones',
  ),
  'regions in a text': add(
    'AWS::CloudFormation::CustomResource',
    { ServiceToken: { 'Fn::GetAtt': ['@AWS::Lambda::Function', 'Arn'] }, Regions: 'eu-central-1, us-east-1' },
    'Properties.Regions',
  ),
  'regions of a text': add(
    'Company::Data::Store',
    { Regions: { 'Fn::Split': [',', 'eu-central-1,us-east-1'] } },
    'Properties.Regions',
  ),
  'all regions, to be gathered': add(
    'AWS::Config::ConfigurationAggregator',
    { AccountAggregationSources: [{ AccountIds: [account], AllAwsRegions: true }] },
    'Properties.AccountAggregationSources.0.AllAwsRegions',
  ),
  'all regions, to be linked': add(
    'AWS::SecurityHub::FindingAggregator',
    { RegionLinkingMode: 'ALL_REGIONS' },
    'Properties.RegionLinkingMode',
  ),
  'a bucket that is anywhere': variable('https://abcdefgh.accesspoint.s3-global.amazonaws.com'),
});
