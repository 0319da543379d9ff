import { aws_apigateway as apigateway } from 'aws-cdk-lib';

/** What connections to the API and to its custom domain must fulfil: one policy for both, as AWS recommends. */
export function tls() {
  return {
    /** TLS 1.2 or 1.3, with key exchange that resists quantum computers for clients that know it. */
    securityPolicy: apigateway.SecurityPolicy.TLS13_1_2_PQ_2025_09,
    /** The name of the TLS connection must be that of the request. */
    endpointAccessMode: apigateway.EndpointAccessMode.STRICT,
  };
}
