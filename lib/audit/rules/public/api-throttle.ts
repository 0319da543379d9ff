import type { Rule } from '../../rule';
import { asObject, intrinsicOf } from '../../values/intrinsic';
import { literal } from '../../values/value';

/** How much an API takes. */
export const apiThrottle: Rule = {
  id: 'public/api-without-throttle',
  severity: 'medium',
  claim: "A tenant's API takes no more requests than it is meant to.",
  explanation:
    "Without a throttle of its own a stage takes all that AWS allows the account, and whoever sends it makes the tenant's bill.",
  fix: 'set ThrottlingRateLimit and ThrottlingBurstLimit for all methods of the stage',
  *checkStack(view) {
    if (view.tenant === undefined) return;
    for (const [logicalId, { Type: type, Properties: properties = {} }] of view.resources) {
      if (type === 'AWS::ApiGateway::Stage') {
        const settings = view.variants(properties.MethodSettings ?? []);
        for (const variant of settings) {
          const all = (Array.isArray(variant) ? (variant as unknown[]) : []).map((each) => asObject(each) ?? {});
          const isForAll = (setting: Readonly<Record<string, unknown>>): boolean =>
            setting.ResourcePath === '/*' &&
            setting.HttpMethod === '*' &&
            isLimit(literal(view.evaluate(setting.ThrottlingRateLimit)));
          if (all.some(isForAll)) continue;
          yield {
            logicalId,
            path: 'Properties.MethodSettings',
            message: 'the stage has no throttle for all of its methods',
          };
        }
      }
      if (type === 'AWS::ApiGatewayV2::Stage') {
        const settings =
          intrinsicOf(properties.DefaultRouteSettings) === undefined
            ? asObject(properties.DefaultRouteSettings)
            : undefined;
        if (
          settings?.ThrottlingRateLimit !== undefined &&
          isLimit(literal(view.evaluate(settings.ThrottlingRateLimit)))
        )
          continue;
        yield {
          logicalId,
          path:
            settings === undefined
              ? 'Properties.DefaultRouteSettings'
              : 'Properties.DefaultRouteSettings.ThrottlingRateLimit',
          message: 'the stage has no throttle',
        };
      }
    }
  },
};

/** AWS takes -1 for no limit. */
function isLimit(value: string | undefined): boolean {
  return value !== undefined && Number(value) >= 0;
}
