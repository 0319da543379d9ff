import { groupBy } from '../../../group-by';
import type { AuditedStack } from '../../assembly/audited-stack';
import { textOf } from '../../assembly/template-file';
import type { Rule } from '../../rule';
import { isFreeText } from '../../sweep/free-text';
import { PREFIXES, isPhysicalId, isZoneId } from '../../sweep/physical-id';
import { literal } from '../../values/value';

/** Pools of users and keys of several regions. */
const POOL_OR_KEY = /^([a-z]{2}(-gov)?-[a-z]+-\d(_[A-Za-z0-9]{9}|:[0-9a-f-]{36})|mrk-[0-9a-f]{32})$/;

/** Ids of keys; other things have ids of this form too, so only where a key is meant. */
const KEY_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Type → property whose value can be taken once in all of AWS, or in all of DNS. */
const GLOBAL_NAMES: Readonly<Record<string, RegExp>> = {
  'AWS::ApiGateway::DomainName': /^DomainName$/,
  'AWS::ApiGatewayV2::DomainName': /^DomainName$/,
  'AWS::AppSync::DomainName': /^DomainName$/,
  'AWS::CloudFront::Distribution': /^Aliases$/,
  'AWS::Cognito::UserPoolDomain': /^Domain$/,
  'AWS::ElasticBeanstalk::Environment': /^CNAMEPrefix$/,
  'AWS::OpenSearchService::Domain': /^CustomEndpoint$/,
  'AWS::S3::Bucket': /^BucketName$/,
};

const GLOBAL_TYPES = Object.keys(GLOBAL_NAMES);

/** Anything in a template that could be such an id. */
const NAMES_ANYTHING = new RegExp(
  `"${PREFIXES}-[0-9a-f]{8}|[a-z]-\\d(_[A-Za-z0-9]{9}|:[0-9a-f]{8}-)|"(mrk-)?[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}|"Z[0-9A-Z]{10,32}"`,
);

interface Use {
  /** What is named, after its type where only things of one type can have the name once. */
  readonly key: string;
  readonly stack: AuditedStack;
  readonly logicalId: string;
  readonly path: string;
}

/** Things that two tenants name. */
export const sharedIdentifier: Rule = {
  id: 'between-tenants/shared-identifier',
  severity: 'high',
  claim: 'No two tenants name the same network, key, user pool, bucket or domain.',
  explanation: 'What two tenants name is of one of them at most: the other reaches into it, or cannot be deployed.',
  fix: "refer to the tenant's own resource, and put the tenant's id into names that are taken once in all of AWS",
  *checkFleet(fleet) {
    const uses: Use[] = [];
    for (const stack of fleet.stacks) {
      const text = stack.tenant === undefined ? '' : textOf(stack);
      const mayName = NAMES_ANYTHING.test(text);
      if (!mayName && !GLOBAL_TYPES.some((type) => text.includes(`"${type}"`))) continue;
      const view = fleet.view(stack);
      for (const [logicalId, { Type: type }] of view.resources) {
        if (!mayName && GLOBAL_NAMES[type] === undefined) continue;
        for (const { path, properties, value } of view.leaves(logicalId)) {
          const named = literal(value);
          // Zones that aliases lead to are those of AWS's services.
          if (named === undefined || isFreeText(properties) || properties.includes('AliasTarget')) continue;
          const isGlobal = GLOBAL_NAMES[type]?.test(properties[0] ?? '') === true;
          const isKey = KEY_ID.test(named) && properties.some((property) => /key/i.test(property));
          const isId = isPhysicalId(named) || isZoneId(named) || POOL_OR_KEY.test(named);
          if (!isGlobal && !isKey && !isId) continue;
          const key = isGlobal ? `${type} ${named.toLowerCase()}` : named;
          uses.push({ key, stack, logicalId, path });
        }
      }
      fleet.letGo(stack);
    }
    for (const [key, places] of groupBy(uses, (use) => use.key)) {
      const tenants = [...new Set(places.map(({ stack }) => stack.tenant))];
      if (tenants.length < 2) continue;
      for (const { stack, logicalId, path } of places) {
        const others = tenants.filter((tenant) => tenant !== stack.tenant).join(' and ');
        yield { stack, logicalId, path, message: `${key.split(' ').at(-1)} is named by tenant ${others} too` };
      }
    }
  },
};
