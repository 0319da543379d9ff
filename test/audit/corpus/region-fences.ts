import { type Mutate, type Mutation, type MutableTemplate, benign, group } from './mutation';

const FENCE = 'GuardrailsRegioneueucentral1D2A8486D';

// oxlint-disable typescript/no-explicit-any -- a mutation reaches into whatever a template holds
/** Changes the fence of the unit that the tenant is in. */
function fence(path: string, change: (policy: any, statement: any, template: MutableTemplate) => void): Mutate {
  return (template) => {
    const policy = template.Resources[FENCE] as any;
    const [statement] = policy.Properties.Content.Statement;
    // A fence alone: the second statement narrows it to the tenant's own region.
    policy.Properties.Content.Statement = [statement];
    change(policy, statement, template);
    return { logicalId: FENCE, path };
  };
}

const statement = (element: string) => `Properties.Content.Statement.0.${element}`;
const regions = statement('Condition.StringNotEquals.aws:RequestedRegion');

/** Fences that let data out of the jurisdiction, or hold nobody. */
export const REGION_FENCES: readonly Mutation[] = [
  ...group('residency/region-fence', 'organization/Guardrails', {
    'a fence with one region too many': fence(regions, (_, { Condition }) => {
      Condition.StringNotEquals['aws:RequestedRegion'].push('us-east-1');
    }),
    'a fence with the United Kingdom': fence(regions, (_, { Condition }) => {
      Condition.StringNotEquals['aws:RequestedRegion'].push('eu-west-2');
    }),
    'a fence with a star': fence(statement('Condition.StringNotLike.aws:RequestedRegion'), (_, policy) => {
      policy.Condition = { StringNotLike: { 'aws:RequestedRegion': 'eu-*' } };
    }),
    'a fence of any region': fence(statement('Condition.StringNotLike.aws:RequestedRegion'), (_, policy) => {
      policy.Condition = { StringNotLike: { 'aws:RequestedRegion': '*' } };
    }),
    'a fence with a region that a parameter says': fence(regions, (_, { Condition }, template) => {
      template.Parameters = { ...template.Parameters, Extra: { Type: 'String', Default: 'eu-central-1' } };
      Condition.StringNotEquals['aws:RequestedRegion'].push({ Ref: 'Extra' });
    }),
    'a fence with a region in one branch': fence(regions, (_, { Condition }, template) => {
      template.Parameters = { ...template.Parameters, Size: { Type: 'String', Default: 'small' } };
      template.Conditions = { Large: { 'Fn::Equals': [{ Ref: 'Size' }, 'large'] } };
      Condition.StringNotEquals['aws:RequestedRegion'].push({ 'Fn::If': ['Large', 'us-east-1', 'eu-west-1'] });
    }),
    'a fence the wrong way round': fence(statement('Condition.StringEquals.aws:RequestedRegion'), (_, policy) => {
      policy.Condition = { StringEquals: { 'aws:RequestedRegion': ['us-east-1'] } };
    }),
    'a fence that allows': fence(statement('Effect'), (_, policy) => {
      policy.Effect = 'Allow';
    }),
    'a fence around one action': fence(statement('Action'), (_, policy) => {
      delete policy.NotAction;
      policy.Action = ['ec2:*'];
    }),
    'a fence around some resources': fence(statement('Resource'), (_, policy) => {
      policy.Resource = 'arn:aws:s3:::*';
    }),
    'a fence that spares S3': fence(statement('NotAction'), (_, policy) => {
      policy.NotAction.push('s3:*');
    }),
    'a fence that spares writing to S3': fence(statement('NotAction'), (_, policy) => {
      policy.NotAction.push('s3:Put*');
    }),
    'a fence that spares making databases': fence(statement('NotAction'), (_, policy) => {
      policy.NotAction.push('rds:CreateDBInstance');
    }),
    'a fence that spares several services by a star': fence(statement('NotAction'), (_, policy) => {
      policy.NotAction.push('s*:*');
    }),
    'a fence that spares everything': fence(statement('NotAction'), (_, policy) => {
      policy.NotAction = '*';
    }),
    'a fence that spares what a parameter says': fence(statement('NotAction'), (_, policy, template) => {
      template.Parameters = { ...template.Parameters, Extra: { Type: 'String', Default: 'iam:*' } };
      policy.NotAction.push({ Ref: 'Extra' });
    }),
    'a fence that spares every role': fence(statement('Condition.ArnNotLike.aws:PrincipalArn'), (_, { Condition }) => {
      Condition.ArnNotLike = { 'aws:PrincipalArn': ['arn:aws:iam::*:role/*'] };
    }),
    'a fence for callers without MFA': fence(
      statement('Condition.Bool.aws:MultiFactorAuthPresent'),
      (_, { Condition }) => {
        Condition.Bool = { 'aws:MultiFactorAuthPresent': 'false' };
      },
    ),
    'a fence that a tag opens': fence(
      statement('Condition.StringNotEquals.aws:PrincipalTag/Team'),
      (_, { Condition }) => {
        Condition.StringNotEquals['aws:PrincipalTag/Team'] = 'platform';
      },
    ),
    'a fence around nothing': fence('Properties.TargetIds', ({ Properties }) => {
      Properties.TargetIds = [];
    }),
    'a fence of which it is not said': fence('Properties.TargetIds', ({ Properties }) => {
      delete Properties.TargetIds;
    }),
    'a fence around a unit that is not of tenants': fence('Properties.TargetIds', ({ Properties }) => {
      Properties.TargetIds = [{ Ref: 'TreeSuspended72A351CC' }];
    }),
    'a fence around a unit that nobody knows': fence('Properties.TargetIds', ({ Properties }) => {
      Properties.TargetIds = ['ou-a1b2-12345678'];
    }),
    'a fence that may not be made': fence('Condition', (policy, _, template) => {
      template.Parameters = { ...template.Parameters, Size: { Type: 'String', Default: 'small' } };
      template.Conditions = { Large: { 'Fn::Equals': [{ Ref: 'Size' }, 'large'] } };
      policy.Condition = 'Large';
    }),
    'a fence of another kind of policy': (template) => {
      (template.Resources[FENCE] as any).Properties.Type = 'TAG_POLICY';
      return { logicalId: '', path: '' };
    },
    'no fence': (template) => {
      delete template.Resources[FENCE];
      return { logicalId: '', path: '' };
    },
    'a unit that is moved away from its fence': (template) => {
      (template.Resources.TreeJurisdictioneu2246A41C as any).Properties.ParentId = 'r-a1b2';
      return { logicalId: FENCE, path: 'Properties.TargetIds' };
    },
  }),
];

/** Fences that hold, written in another way. */
export const GOOD_FENCES: readonly Mutation[] = benign('organization/Guardrails', {
  'a fence of one region': fence('', (_, { Condition }) => {
    Condition.StringNotEquals['aws:RequestedRegion'] = 'eu-central-1';
  }),
  'a fence around everything': fence('', (_, policy) => {
    delete policy.NotAction;
    policy.Action = '*';
  }),
  'a fence without regard to case': fence('', (_, policy) => {
    policy.Condition = { StringNotEqualsIgnoreCase: { 'AWS:requestedregion': ['eu-central-1', 'eu-west-1'] } };
  }),
  'a fence that spares one role by its name': fence('', (_, { Condition }) => {
    Condition.ArnNotLike = { 'aws:PrincipalArn': 'arn:aws:iam::*:role/AWSControlTowerExecution' };
  }),
  'a fence that spares reading': fence('', (_, policy) => {
    policy.NotAction.push('ec2:DescribeRegions', 's3:GetBucketLocation', 'wellarchitected:*');
  }),
  'a fence in a text': fence('', ({ Properties }) => {
    Properties.Content = JSON.stringify(Properties.Content);
  }),
  'a fence around all tenants of the jurisdiction': fence('', ({ Properties }) => {
    Properties.TargetIds = [{ Ref: 'TreeJurisdictioneu2246A41C' }];
  }),
  'a second fence that is wide': (template) => {
    const policy = structuredClone(template.Resources[FENCE]!) as any;
    policy.Properties.Name = 'second';
    policy.Properties.TargetIds = [{ Ref: 'TreeSuspended72A351CC' }];
    template.Resources.Second = policy;
    return { logicalId: '', path: '' };
  },
});
