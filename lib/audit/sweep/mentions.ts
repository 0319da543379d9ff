import type { Leaf } from '../rule';
import type { Text } from '../values/value';
import { isOwnName } from './free-text';
import { MARK, type MarkedText, markedText } from './marked-text';
import { REGION, regionHostsIn, regionNamesIn } from './region-names';

/** Something of an account or a region that a text names. */
export interface Mention {
  /** What was found, as people read it. */
  readonly what: string;
  /** 12 digits; absent if it names none. */
  readonly account?: string;
  readonly region?: string;
  /** Id of a user pool or identity pool that is written out: an own one would be a reference. */
  readonly pool?: string;
  /** Name of a bucket whose account cannot be told from its ARN or URL. */
  readonly bucket?: string;
}

const ARN = new RegExp(
  `arn:(aws[\\w-]*|\\*|${MARK}):([\\w-]+|\\*|${MARK}):([\\w*-]*|${MARK}):(\\d{12}|[\\w*-]*|${MARK}):((?:${MARK}|[^\\s"',;<>{}]){0,2048})`,
  'g',
);
const REGISTRY = new RegExp(`(\\d{12})\\.dkr\\.ecr(?:-fips)?\\.(${REGION})\\.`, 'g');
const QUEUE_URL = new RegExp(
  `(?:sqs\\.(${REGION})\\.amazonaws\\.com|(${REGION})\\.queue\\.amazonaws\\.com|queue\\.amazonaws\\.com)(?:\\.cn)?/(\\d{12})/`,
  'g',
);
/** Integrations of API Gateway name queues and buckets by path. */
const QUEUE_PATH = /:sqs:path\/(\d{12})\//g;
const BUCKET_PATH = /:s3:path\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/|$)/g;
/** Endpoints of an account's own, such as those of registries, repositories and access points. */
const ACCOUNT_HOST = /(?<=^|[-./@])(\d{12})\.(?:[\w-]{1,63}\.){1,8}(?:amazonaws\.com|api\.aws|on\.aws)/g;
/** Principals of services that have a way of their own to name them. */
const SAML_PRINCIPAL = /^saml\/(\d{12})\//g;
/** A security group of a peer is written with its account. */
const OWNED_ID = /^(\d{12})\/[a-z]+-[0-9a-f]{8,17}$/g;
const CDK_NAME = new RegExp(`cdk-[a-z0-9]{1,10}-[a-z-]{1,40}-(\\d{12})-(${REGION})`, 'g');
/** Ids of user pools and identity pools begin with their region. */
const POOL = new RegExp(`(?<![\\w-])(${REGION})(?:_[A-Za-z0-9]{9}|:[0-9a-f]{8}-[0-9a-f-]{27})(?![\\w-])`, 'g');
const S3_URL =
  /(?:s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/|$)|(?<![\w.-])([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\.s3(?:-website)?[.-](?:[a-z0-9-]{1,63}\.){0,4}amazonaws\.com)/g;
const S3_PATH_URL =
  /https?:\/\/s3(?:[.-](?:dualstack\.)?[a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/|$)/g;
/** Names of AWS's own endpoint services. */
const ENDPOINT_SERVICE = new RegExp(`com\\.amazonaws\\.(?:vpce\\.)?(${REGION})\\.`, 'g');
const BUCKET_PROPERTY = /bucket[_-]?(names?)?$/i;
/** Where S3 is said around it, a location begins with the name of a bucket. */
const LOCATION_IN_S3 = / (S3\w* Location|S3Targets? Path)$/i;
const BUCKET_NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const ACCOUNT_PROPERTY =
  /account|owner|registr|peer|principal|grantee|subscriber|(member|master|administrator|catalog)[_-]?ids?$|userids?$/i;
/** What is in the settings of a target is not the target. */
const TARGET_PROPERTY = /target/i;
/** Model ids that let a request be answered elsewhere. */
const INFERENCE_PROFILE =
  /(?<![\w.-])(global|us|eu|apac|au|jp|ca|us-gov)\.(?:anthropic|amazon|meta|mistral|cohere|ai21|deepseek|stability|writer|openai|qwen|twelvelabs)\./g;

/** Groups of regions behind the prefix of an inference profile, as the beginning of their regions' names. */
const PROFILE_REGIONS: Readonly<Record<string, string>> = {
  us: 'us-',
  eu: 'eu-',
  apac: 'ap-',
  au: 'ap-southeast-',
  jp: 'ap-northeast-',
  ca: 'ca-',
  'us-gov': 'us-gov-',
};

/** Most texts name nothing: what names an account or a region has a number in it, but for buckets and models. */
const NAMES_ANYTHING = /\d|arn:|s3:\/\/|\.s3[.-]|\/s3\.|global\./;
const NAMES_BUCKETS = /bucket[_-]?(names?)?$|^(location|path)$/i;

/** Everything that a text of a leaf names of accounts and regions. */
export function mentionsIn(text: Text, leaf: Leaf, isKnownAccount: (account: string) => boolean): Mention[] {
  const marked = markedText(text);
  if (!NAMES_ANYTHING.test(marked.text) && !NAMES_BUCKETS.test(leaf.properties.at(-1) ?? '')) return [];
  const mentions: Mention[] = [...arns(marked)];
  const found = (what: string, rest: Omit<Mention, 'what'>): void =>
    void mentions.push({ what: marked.plain(what), ...rest });
  for (const [what, account, region] of marked.text.matchAll(REGISTRY))
    found(what, { account: account!, region: region! });
  for (const [what, one, other, account] of marked.text.matchAll(QUEUE_URL)) {
    const region = one ?? other;
    found(what, { account: account!, ...(region !== undefined && { region }) });
  }
  for (const expression of [QUEUE_PATH, ACCOUNT_HOST, SAML_PRINCIPAL, OWNED_ID]) {
    for (const [what, account] of marked.text.matchAll(expression)) found(what, { account: account! });
  }
  for (const [what, account, region] of marked.text.matchAll(CDK_NAME))
    found(what, { account: account!, region: region! });
  for (const { what, region } of regionHostsIn(marked.text)) found(what, { region });
  for (const [what, region] of marked.text.matchAll(POOL)) found(what, { region: region!, pool: what });
  for (const [what, region] of marked.text.matchAll(ENDPOINT_SERVICE)) found(what, { region: region! });
  for (const bucket of buckets(marked, leaf)) found(`bucket ${bucket}`, { bucket });
  if (!isOwnName(leaf.properties)) {
    for (const { what, region } of regionNamesIn(marked.text)) {
      if (!mentions.some((mention) => mention.region === region)) found(what, { region });
    }
  }
  for (const [what, prefix] of marked.text.matchAll(INFERENCE_PROFILE)) {
    found(`${what}…`, { region: prefix === 'global' ? 'global' : (PROFILE_REGIONS[prefix!] ?? 'global') });
  }
  return [...mentions, ...accounts(marked, leaf, mentions, isKnownAccount)];
}

/** Buckets that a text names other than by an ARN. */
function* buckets({ text }: MarkedText, { properties }: Leaf): Generator<string> {
  for (const expression of [S3_PATH_URL, BUCKET_PATH]) {
    for (const [, bucket] of text.matchAll(expression)) yield bucket!;
  }
  const isNamed = BUCKET_PROPERTY.test(properties.at(-1) ?? '') && !isOwnName(properties);
  if (isNamed && BUCKET_NAME.test(text)) yield text;
  if (LOCATION_IN_S3.test(` ${properties.join(' ')}`)) {
    const [bucket = ''] = text.split('/');
    if (BUCKET_NAME.test(bucket)) yield bucket;
  }
  for (const [, one, other] of text.matchAll(S3_URL)) {
    const bucket = one ?? other;
    // A VPC endpoint's name stands between the bucket's and the service's.
    if (bucket !== undefined) yield bucket.replace(/\.(bucket\.)?vpce-[\w-]+$/, '');
  }
}

function* arns(marked: MarkedText): Generator<Mention> {
  const expression = new RegExp(ARN.source, 'g');
  for (let match = expression.exec(marked.text); match !== null; match = expression.exec(marked.text)) {
    // An ARN can hold another one: of a function, in that of an integration.
    expression.lastIndex = match.index + 'arn:'.length;
    const [what, , service, region, account, resource = ''] = match;
    const isLiteral = /^\d{12}$/.test(account ?? '');
    // An ARN of S3 names neither account nor region: its bucket must be known.
    const bucket =
      service === 's3' && account === '' && !/^[\uE000*]/.test(resource)
        ? /^[^/*\uE000]+/.exec(resource)?.[0]
        : undefined;
    yield {
      what: marked.plain(what),
      ...(isLiteral && account !== undefined && { account }),
      ...(region !== undefined && new RegExp(`^${REGION}$`).test(region) && { region }),
      ...(bucket !== undefined && { bucket }),
    };
  }
}

/** Account ids outside of ARNs: alone where a property is about accounts, and anywhere if they are known to be somebody's. */
function* accounts(
  { text }: MarkedText,
  { properties }: Leaf,
  known: readonly Mention[],
  isKnownAccount: (account: string) => boolean,
): Generator<Mention> {
  for (const [account] of text.matchAll(/(?<![\w.-])\d{12}(?![\w])|(?<=[-_/:.])\d{12}(?=[-_/:.]|$)/g)) {
    if (known.some((mention) => mention.account === account || mention.what.includes(account))) continue;
    const isAboutAccounts =
      text === account &&
      (TARGET_PROPERTY.test(properties.at(-1) ?? '') || properties.some((property) => ACCOUNT_PROPERTY.test(property)));
    if (isAboutAccounts || isKnownAccount(account)) yield { what: `account ${account}`, account };
  }
}
