import { aws_apigateway as apigateway } from 'aws-cdk-lib';
import type { aws_certificatemanager as acm } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { tls } from './tls';

/** A name of the tenant's own for the API. */
export interface CustomDomain {
  /** Full name, e.g. `api.acme.example.com`. */
  readonly name: string;

  /** Certificate for the name, in the region of the API. */
  readonly certificate: acm.ICertificate;
}

/**
 * Gives the API the name.
 *
 * @returns the domain, whose `domainNameAliasDomainName` is what the name must point to in DNS
 */
export function addCustomDomain(
  scope: Construct,
  id: string,
  api: apigateway.RestApi,
  { name, certificate }: CustomDomain,
): apigateway.DomainName {
  return new apigateway.DomainName(scope, id, {
    domainName: name,
    certificate,
    endpointType: apigateway.EndpointType.REGIONAL,
    mapping: api,
    ...tls(),
  });
}
