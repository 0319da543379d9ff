import { stackDrift } from '../../lib/operations/stack-drift';
import { type DriftAnswer, type DriftScript, driftAnswers } from '../support/drift-answers';
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy';

const ROLE = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;

let proxy: FaultProxy;
let pausedMs: number;
const endpointBefore = process.env.AWS_ENDPOINT_URL;

beforeAll(async () => {
  proxy = await startFaultProxy('http://127.0.0.1:1');
  process.env.AWS_ENDPOINT_URL = proxy.endpoint;
});
beforeEach(() => {
  pausedMs = 0;
});
afterAll(async () => {
  if (endpointBefore === undefined) delete process.env.AWS_ENDPOINT_URL;
  else process.env.AWS_ENDPOINT_URL = endpointBefore;
  await proxy.stop();
});

/** Looks for drift in a stack of which CloudFormation says this. */
function detect(script: Partial<DriftScript>) {
  proxy.inject(
    { action: 'AssumeRole', replyXml: () => ROLE },
    ...driftAnswers(() => ({ statuses: ['DETECTION_COMPLETE'], pages: [], ...script })),
  );
  return stackDrift(
    { stack: 'acme-Data', environment: { accountId: '111111111111', region: 'eu-central-1' } },
    {
      operator: async () => ({ accessKeyId: 'operator', secretAccessKey: 'secret' }),
      pause: async (milliseconds) => (pausedMs += milliseconds),
    },
  );
}

const IN_SYNC: DriftAnswer = { resource: 'Key', type: 'AWS::KMS::Key', status: 'IN_SYNC' };
const UNCHECKED: DriftAnswer = { resource: 'Alias', type: 'AWS::KMS::Alias', status: 'NOT_CHECKED' };

describe('drift of a stack', () => {
  test('is what CloudFormation found on every page, by name, with the properties that differ', async () => {
    const changed: DriftAnswer = {
      resource: 'Zone',
      type: 'AWS::Route53::HostedZone',
      status: 'MODIFIED',
      properties: [
        ['/Tags/0/Value', 'NOT_EQUAL', 'acme', 'globex'],
        ['/Tags/1', 'ADD', 'null', '{"Key":"by","Value":"hand"}'],
        ['/Comment', 'REMOVE', 'of acme', 'null'],
      ],
    };
    const deleted: DriftAnswer = { resource: 'Bucket', type: 'AWS::S3::Bucket', status: 'DELETED' };

    const drift = await detect({
      pages: [
        [changed, IN_SYNC],
        [deleted, UNCHECKED],
      ],
    });

    expect(drift).toEqual({
      compared: 3,
      unknown: [],
      drifted: [
        {
          stack: 'acme-Data',
          resource: 'Bucket',
          type: 'AWS::S3::Bucket',
          physicalId: 'Bucket-1',
          status: 'DELETED',
          properties: [],
        },
        {
          stack: 'acme-Data',
          resource: 'Zone',
          type: 'AWS::Route53::HostedZone',
          physicalId: 'Zone-1',
          status: 'MODIFIED',
          properties: [
            { path: '/Tags/0/Value', kind: 'NOT_EQUAL', expected: 'acme', actual: 'globex' },
            { path: '/Tags/1', kind: 'ADD', actual: '{"Key":"by","Value":"hand"}' },
            { path: '/Comment', kind: 'REMOVE', expected: 'of acme' },
          ],
        },
      ],
    });
  });

  test('is asked for through the lookup role, which may read resources, and no other', async () => {
    await detect({ pages: [[IN_SYNC]] });

    expect(
      proxy.requests.map(({ action, body }) => [action, body.RoleArn ?? body.StackName ?? 'the detection']),
    ).toEqual([
      ['AssumeRole', 'arn:aws:iam::111111111111:role/cdk-hnb659fds-lookup-role-111111111111-eu-central-1'],
      ['DetectStackDrift', 'acme-Data'],
      ['DescribeStackDriftDetectionStatus', 'the detection'],
      ['DescribeStackResourceDrifts', 'acme-Data'],
    ]);
  });

  test('is waited for', async () => {
    await detect({ statuses: ['DETECTION_IN_PROGRESS', 'DETECTION_IN_PROGRESS', 'DETECTION_COMPLETE'] });

    expect(pausedMs).toBe(6_000);
  });

  test('is given up after 20 minutes', async () => {
    await expect(detect({ statuses: ['DETECTION_IN_PROGRESS'] })).rejects.toThrow(
      'acme-Data: CloudFormation has been looking for drift for 20 minutes',
    );
  });

  test('says what CloudFormation could not compare, and still what the rest is like', async () => {
    const unknown: DriftAnswer = {
      resource: 'Database',
      type: 'AWS::RDS::DBInstance',
      status: 'UNKNOWN',
      reason: 'not authorized',
    };
    const deleted: DriftAnswer = { resource: 'Bucket', type: 'AWS::S3::Bucket', status: 'DELETED' };

    const { drifted, ...rest } = await detect({
      statuses: ['DETECTION_FAILED'],
      reason: 'Failed to detect drift on resource [Database]',
      pages: [[unknown, deleted]],
    });

    expect(drifted.map(({ resource }) => resource)).toEqual(['Bucket']);
    expect(rest).toEqual({
      compared: 1,
      unknown: ['acme-Data/Database (AWS::RDS::DBInstance): not authorized'],
      failure: 'Failed to detect drift on resource [Database]',
    });
  });
});
