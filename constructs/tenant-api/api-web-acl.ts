import { ArnFormat, Stack, aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import type { aws_apigateway as apigateway, aws_logs as logs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { namedLogGroup, type LogOptions } from './service-log-group';

export interface ApiWebAclProps extends LogOptions {
  /** Stage that is protected. */
  readonly stage: apigateway.Stage;

  readonly api: apigateway.RestApi;
}

/**
 * A web application firewall before the API. Costs about $9 a month, even if nobody calls.
 *
 * @see https://aws.amazon.com/waf/pricing/
 */
export class ApiWebAcl extends Construct {
  public constructor(scope: Construct, id: string, { api, stage, ...logOptions }: ApiWebAclProps) {
    super(scope, id);

    const acl = new wafv2.CfnWebACL(this, 'Resource', {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visibility('Total'),
      rules: [
        rateRule(0),
        managedRules(1, 'AWSManagedRulesCommonRuleSet', [
          // It refuses bodies over 8 KB; the API knows the size of its requests better.
          { name: 'SizeRestrictions_BODY', actionToUse: { count: {} } },
        ]),
        managedRules(2, 'AWSManagedRulesKnownBadInputsRuleSet'),
        managedRules(3, 'AWSManagedRulesSQLiRuleSet'),
      ],
    });
    new wafv2.CfnWebACLAssociation(this, 'Association', { webAclArn: acl.attrArn, resourceArn: stage.stageArn });

    const logGroup = namedLogGroup(this, 'LogGroup', `aws-waf-logs-${api.restApiId}`, logOptions);
    new wafv2.CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: acl.attrArn,
      logDestinationConfigs: [bareArn(logGroup)],
      redactedFields: [{ singleHeader: { Name: 'authorization' } }, { singleHeader: { Name: 'x-api-key' } }],
      loggingFilter: REFUSED_ONLY,
    });
  }
}

/**
 * Requests in five minutes from one address, after which it has to wait.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html
 */
const REQUESTS_PER_ADDRESS = 2_000;

/** The access log has the others already. */
const REFUSED_ONLY = {
  DefaultBehavior: 'DROP',
  Filters: [
    {
      Behavior: 'KEEP',
      Requirement: 'MEETS_ANY',
      Conditions: [{ ActionCondition: { Action: 'BLOCK' } }, { ActionCondition: { Action: 'COUNT' } }],
    },
  ],
};

/** The firewall wants the group itself, where CloudFormation's ARN ends in `:*` and means its streams. */
function bareArn(logGroup: logs.LogGroup): string {
  return Stack.of(logGroup).formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: logGroup.logGroupName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

function rateRule(priority: number): wafv2.CfnWebACL.RuleProperty {
  return {
    name: 'RatePerAddress',
    priority,
    action: { block: { customResponse: { responseCode: 429 } } },
    statement: {
      rateBasedStatement: { aggregateKeyType: 'IP', limit: REQUESTS_PER_ADDRESS, evaluationWindowSec: 300 },
    },
    visibilityConfig: visibility('RatePerAddress'),
  };
}

function managedRules(
  priority: number,
  name: string,
  ruleActionOverrides?: wafv2.CfnWebACL.RuleActionOverrideProperty[],
): wafv2.CfnWebACL.RuleProperty {
  return {
    name,
    priority,
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: 'AWS', name, ruleActionOverrides } },
    visibilityConfig: visibility(name),
  };
}

/** Samples would show requests, headers and all, to whoever may read the console. */
function visibility(metricName: string): wafv2.CfnWebACL.VisibilityConfigProperty {
  return { cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false, metricName };
}
