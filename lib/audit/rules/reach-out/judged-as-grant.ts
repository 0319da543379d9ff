/** Types whose grants the rules on reaching in judge. */
const GRANTS =
  /^AWS::(Lambda::(LayerVersion)?Permission|EC2::VPCEndpointServicePermissions|RAM::ResourceShare|Events::EventBusPolicy|ServiceCatalog::PortfolioShare|Redshift::EndpointAuthorization|LakeFormation::)/;

/** Whether a leaf of a type is about whom it lets in, and not about where it leads. */
export function isJudgedAsGrant(type: string, properties: readonly string[]): boolean {
  return GRANTS.test(type) && properties[0] !== 'FunctionName';
}
