/** The key of a file in the bucket of assets, alone or at the end of its address. */
const FILE = /(?<=^|\/)[0-9a-f]{64}(?=\.[A-Za-z0-9.]+$)/;

/** The folder or file of an asset in the assembly. */
const IN_ASSEMBLY = /(?<=(?:^|\/)asset\.)[0-9a-f]{64}(?![0-9a-f])/;

/** The tag of an image in the repository of assets. */
const IMAGE = /(?<=\.dkr\.ecr\.[^@]*:)[0-9a-f]{64}$/;

/** Logical ids that CDK takes anew with each change of an asset. */
const VERSION = /(?<=CurrentVersion[0-9A-F]{8})[0-9a-f]{32}(?![0-9a-f])/g;
const DEPLOYMENT = /(?<=Deployment[0-9A-F]{8})[0-9a-f]{32}(?![0-9a-f])/g;

/**
 * A snapshot serializer that masks exactly the hashes of assets, and what CDK derives from them: the logical ids of versions of functions and
 * of deployments of APIs. They change with every change of code. Everything else stays as it is, other hashes too.
 *
 * @example
 * expect.addSnapshotSerializer(assetHashSerializer);
 *
 * test('the template is as it was', () => {
 *   expect(Template.fromStack(stack).toJSON()).toMatchSnapshot();
 * });
 */
export const assetHashSerializer = {
  test: (value: unknown): boolean => typeof value === 'string' && maskAssetHashes(value) !== value,
  // What is masked has nothing left to mask, so that this does not come back here.
  print: (value: unknown, print: (value: unknown) => string): string => print(maskAssetHashes(String(value))),
};

function maskAssetHashes(text: string): string {
  return text
    .replace(FILE, '<asset>')
    .replace(IN_ASSEMBLY, '<asset>')
    .replace(IMAGE, '<asset>')
    .replaceAll(VERSION, '<version>')
    .replaceAll(DEPLOYMENT, '<deployment>');
}
