/** Replaces exactly the hashes of assets and of what is derived from them, which change with every change of code. */
export function maskAssets(template: object): object {
  const text = JSON.stringify(template)
    .replaceAll(/[0-9a-f]{64}(?=\.(zip|json)|")/g, '<asset>')
    .replaceAll(/(CurrentVersion[0-9A-F]{8})[0-9a-f]{32}/g, '$1<version>')
    .replaceAll(/(Deployment[0-9A-F]{8})[0-9a-f]{32}/g, '$1<deployment>');
  return JSON.parse(text) as object;
}
