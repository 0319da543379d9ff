import { aws_iam as iam } from 'aws-cdk-lib';

/**
 * Keeps a role from reading what the tenant's software wrote about its work: logs, SQL statements, traces and
 * sampled requests, any of which can carry a person's data.
 *
 * `SecurityAudit` allows the database's log files and trace summaries. The account's API calls stay readable with
 * `cloudtrail:LookupEvents`, because these are what an auditor is there for.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/SecurityAudit.html
 */
export function denyLogReads(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'DenyLogReads',
    effect: iam.Effect.DENY,
    actions: [
      'logs:FilterLogEvents',
      'logs:GetLogEvents',
      'logs:GetLogObject',
      'logs:GetLogRecord',
      'logs:GetQueryResults',
      'logs:StartLiveTail',
      'logs:StartQuery',
      'logs:Unmask',
      'pi:DescribeDimensionKeys',
      'pi:GetDimensionKeyDetails',
      'pi:GetResourceMetrics',
      'rds:DownloadCompleteDBLogFile',
      'rds:DownloadDBLogFilePortion',
      'wafv2:GetSampledRequests',
      'xray:BatchGetTraces',
      'xray:GetTraceGraph',
      'xray:GetTraceSummaries',
    ],
    resources: ['*'], // A deny that named resources would have holes.
  });
}
