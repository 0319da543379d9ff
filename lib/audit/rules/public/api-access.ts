import type { Rule, StackView, Violation } from '../../rule';
import { asObject, intrinsicOf } from '../../values/intrinsic';
import { literal } from '../../values/value';
import { resourceOf } from './resource-of';

const METHODS = new Set(['get', 'put', 'post', 'delete', 'patch', 'head', 'x-amazon-apigateway-any-method']);

/** Who may call an API. */
export const apiAuthorizer: Rule = {
  id: 'public/api-without-authorizer',
  severity: 'high',
  claim: "Whoever calls a tenant's API has signed in.",
  explanation:
    "The API's regional endpoint is public: an authorizer on each method is all that keeps callers who have not signed in from the tenant's data.",
  fix: 'give the method an authorizer (COGNITO_USER_POOLS, CUSTOM, JWT) or AWS_IAM',
  *checkStack(view) {
    if (view.tenant === undefined) return;
    for (const [logicalId, resource] of view.resources) {
      const { Type: type, Properties: properties = {} } = resource;
      if (type === 'AWS::ApiGateway::Method') yield* judgeMethod(view, logicalId, properties);
      if (type === 'AWS::ApiGatewayV2::Route') yield* judgeRoute(view, logicalId, properties);
      if (type === 'AWS::ApiGatewayV2::Api' && properties.Target !== undefined) {
        yield { logicalId, path: 'Properties.Target', message: 'a quick-created API has no authorizer' };
      }
      if (/^AWS::ApiGateway(V2::Api|::RestApi)$/.test(type)) yield* judgeDefinition(logicalId, properties);
    }
  },
};

function* judgeMethod(
  view: StackView,
  logicalId: string,
  properties: Readonly<Record<string, unknown>>,
): Generator<Violation> {
  if (literal(view.evaluate(properties.HttpMethod ?? '')) === 'OPTIONS') return;
  if (isPrivate(view, properties.RestApiId)) return;
  const path = 'Properties.AuthorizationType';
  for (const text of view.evaluate(properties.AuthorizationType ?? 'NONE')) {
    const type = literal([text]);
    if (type !== undefined && /^(AWS_IAM|CUSTOM|COGNITO_USER_POOLS)$/.test(type)) continue;
    yield {
      logicalId,
      path,
      message: `anybody may call the method: AuthorizationType is ${type ?? 'not known before the deployment'}`,
    };
  }
}

function* judgeRoute(
  view: StackView,
  logicalId: string,
  properties: Readonly<Record<string, unknown>>,
): Generator<Violation> {
  const route = literal(view.evaluate(properties.RouteKey ?? '')) ?? '';
  const api = resourceOf(view, view.evaluate(properties.ApiId));
  const isWebSocket = api?.Properties?.ProtocolType === 'WEBSOCKET' || (route.startsWith('$') && route !== '$default');
  // Whoever is connected has signed in.
  if ((isWebSocket && route !== '$connect') || route.startsWith('OPTIONS ')) return;
  for (const text of view.evaluate(properties.AuthorizationType ?? 'NONE')) {
    const type = literal([text]);
    if (type !== undefined && /^(AWS_IAM|CUSTOM|JWT)$/.test(type)) continue;
    yield {
      logicalId,
      path: 'Properties.AuthorizationType',
      message: `anybody may call route ${route}: AuthorizationType is ${type ?? 'not known before the deployment'}`,
    };
  }
}

function* judgeDefinition(logicalId: string, { Body: body }: Readonly<Record<string, unknown>>): Generator<Violation> {
  const definition = intrinsicOf(body) === undefined ? asObject(body) : undefined;
  if (definition === undefined) return;
  const everywhere = Array.isArray(definition.security) && definition.security.length > 0;
  for (const [route, item] of Object.entries(asObject(definition.paths) ?? {})) {
    for (const [method, operation] of Object.entries(asObject(item) ?? {})) {
      const security = asObject(operation)?.security;
      const isOpen = security === undefined ? !everywhere : Array.isArray(security) && security.length === 0;
      if (METHODS.has(method.toLowerCase()) && isOpen) {
        yield {
          logicalId,
          path: `Properties.Body.paths.${route}.${method}`,
          message: `anybody may call ${method.toUpperCase()} ${route}: it asks for no security scheme`,
        };
      }
    }
  }
}

function isPrivate(view: StackView, restApiId: unknown): boolean {
  const configuration = asObject(resourceOf(view, view.evaluate(restApiId))?.Properties?.EndpointConfiguration);
  return (
    Array.isArray(configuration?.Types) && configuration.Types.length === 1 && configuration.Types[0] === 'PRIVATE'
  );
}
