import type { PolicyStatement } from '../../policies/policy-statement';
import type { Fleet, StackView, Violation } from '../../rule';
import { describeText, literal, literalText } from '../../values/value';

/** Services that keep data in a region: a fence may spare what reads there, and nothing else. */
const REGIONAL_SERVICES =
  'airflow aoss apigateway appsync athena backup bedrock cassandra cloudformation cloudtrail codebuild cognito-idp dax dms docdb-elastic dsql dynamodb ebs ec2 ecr ecs eks elasticache elasticfilesystem elasticmapreduce es events firehose fsx glue iot kafka kinesis kinesisanalytics kms lambda logs memorydb mq neptune-graph opensearch osis pipes qldb rds rds-db redshift redshift-serverless s3 s3express s3tables s3vectors sagemaker scheduler secretsmanager ses sns sqs ssm states textract timestream transfer workspaces'.split(
    ' ',
  );

/** Actions that put no data anywhere, and settings of the account. */
const PUTS_NOTHING = /^(Get|List|Describe|Head|BatchGet|PutAccountPublicAccessBlock$)/i;

/** Whether an action of `NotAction` puts data into a region; one that is not known may. */
function putsData(action: string | undefined): boolean {
  if (action === undefined || action === '*') return true;
  const [service = '', verb = '*'] = action.split(':');
  const pattern = new RegExp(`^${service.toLowerCase().replaceAll('*', '.*').replaceAll('?', '.')}$`);
  return !PUTS_NOTHING.test(verb) && REGIONAL_SERVICES.some((each) => pattern.test(each));
}

/** A condition that spares principals by their name: everybody else is denied. */
const BY_NAME = /^(Arn|String)Not(Equals|Like)(IfExists)?$/i;
/** The end of a principal's ARN that names it, and is no bare star. */
const NAMED = /:(role|user|assumed-role)\/.*[\w.@=+-]{3}/;

/** What is wrong with a statement that denies regions in these units. */
export function* judgeFence(
  view: StackView,
  logicalId: string,
  fence: PolicyStatement,
  units: readonly string[],
): Generator<Violation> {
  if (fence.effect !== 'Deny') {
    yield { logicalId, path: fence.pathOf('Effect'), message: 'the region fence denies nothing' };
    return;
  }
  const actions = fence.actions.flat().map((text) => literalText(text));
  if (fence.isNotAction) {
    const spared = actions.findIndex(putsData);
    if (spared !== -1) {
      const message = `the region fence spares ${actions[spared] ?? '<anything>'}`;
      yield { logicalId, path: fence.pathOf('NotAction'), message };
    }
  } else if (!actions.includes('*')) {
    yield {
      logicalId,
      path: fence.pathOf('Action'),
      message: `the region fence is about ${actions.map((action) => action ?? '<anything>').join(', ')} alone`,
    };
  }
  if (fence.isNotResource || !fence.resources.some(({ value }) => value.some((text) => literalText(text) === '*'))) {
    yield {
      logicalId,
      path: fence.pathOf(fence.isNotResource ? 'NotResource' : 'Resource'),
      message: 'the region fence is about some resources alone',
    };
  }
  for (const { operator, key, values, path } of fence.conditions) {
    if (key !== 'aws:requestedregion') {
      const sparesSome = key === 'aws:principalarn' && BY_NAME.test(operator);
      if (sparesSome && values.flat().every((text) => NAMED.test(describeText(text)))) continue;
      yield { logicalId, path, message: `the region fence holds only where ${operator} of ${key || 'something'} does` };
      continue;
    }
    if (!/^(ForAnyValue:|ForAllValues:)?StringNot(Equals|EqualsIgnoreCase|Like)(IfExists)?$/i.test(operator)) {
      yield { logicalId, path, message: `${operator} denies the regions it names, not the others` };
      continue;
    }
    for (const unit of units) {
      const allowed = regionsOf(view.fleet, unit);
      const outside = values.map((value) => literal(value) ?? '<anything>').filter((each) => !allowed.includes(each));
      if (outside.length > 0) {
        yield {
          logicalId,
          path,
          message: `the region fence of ${unit === '' ? 'all tenants' : `Tenants/${unit}`} lets ${outside.join(', ')} pass`,
        };
      }
    }
  }
}

/** Regions that may be used in a unit: its jurisdiction's. */
function regionsOf({ organization }: Fleet, unit: string): readonly string[] {
  const [jurisdiction = ''] = unit.split('/');
  return (
    organization.jurisdictions[jurisdiction] ?? (unit === '' ? Object.values(organization.jurisdictions).flat() : [])
  );
}
