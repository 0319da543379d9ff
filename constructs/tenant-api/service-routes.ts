import { Duration, aws_apigateway as apigateway } from 'aws-cdk-lib';
import { noteModel } from './note-model';

export interface ServiceRouteOptions {
  readonly api: apigateway.RestApi;

  /** The service behind the routes. */
  readonly integration: apigateway.Integration;

  /** Who may call, and what is checked before the service is asked. */
  readonly methodOptions: apigateway.MethodOptions;

  /**
   * Origins whose pages may call.
   *
   * @default - none
   */
  readonly allowOrigins?: readonly string[];
}

/** Adds `/notes` and `/notes/{id}`, the resources of the sample service. */
export function addNotesRoutes({ api, integration, methodOptions, allowOrigins }: ServiceRouteOptions): void {
  const requestModels = { 'application/json': noteModel(api) };
  const aboutOne = { ...methodOptions, requestParameters: { 'method.request.path.id': true } };

  const notes = api.root.addResource('notes');
  notes.addMethod('GET', integration, methodOptions);
  notes.addMethod('POST', integration, { ...methodOptions, requestModels });

  const note = notes.addResource('{id}');
  note.addMethod('GET', integration, aboutOne);
  note.addMethod('PUT', integration, { ...aboutOne, requestModels });
  note.addMethod('DELETE', integration, aboutOne);

  if (allowOrigins === undefined) return;
  addPreflight(notes, ['GET', 'POST'], allowOrigins);
  addPreflight(note, ['GET', 'PUT', 'DELETE'], allowOrigins);
}

/** Adds `/{proxy+}`: the service decides itself which resources it has. */
export function addProxyRoute({ api, integration, methodOptions, allowOrigins }: ServiceRouteOptions): void {
  const proxy = api.root.addResource('{proxy+}');
  proxy.addMethod('ANY', integration, methodOptions);
  if (allowOrigins !== undefined) addPreflight(proxy, apigateway.Cors.ALL_METHODS, allowOrigins);
}

/**
 * Lets browsers ask what pages of the origins may send.
 *
 * The only methods without authorization, since browsers ask without credentials. API Gateway itself answers, with
 * constants; nothing of the tenant is reached.
 */
function addPreflight(
  resource: apigateway.Resource,
  allowMethods: readonly string[],
  allowOrigins: readonly string[],
): void {
  resource.addCorsPreflight({
    allowOrigins: [...allowOrigins],
    allowMethods: [...allowMethods],
    allowHeaders: ['Authorization', 'Content-Type', 'If-Match', 'X-Api-Key'],
    exposeHeaders: ['ETag', 'Location', 'Retry-After'],
    maxAge: Duration.hours(2),
  });
}
