import { aws_iam as iam } from 'aws-cdk-lib';

/**
 * Lets on-call read logs, slow statements and traces: what went wrong is written nowhere else.
 *
 * Sensitive fields masked by a data protection policy stay masked.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/mask-sensitive-log-data.html
 */
export function allowLogReads(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'ReadLogs',
    actions: [
      'logs:DescribeLogGroups',
      'logs:DescribeLogStreams',
      'logs:DescribeQueries',
      'logs:FilterLogEvents',
      'logs:GetLogEvents',
      'logs:GetLogRecord',
      'logs:GetQueryResults',
      'logs:StartLiveTail',
      'logs:StartQuery',
      'logs:StopLiveTail',
      'logs:StopQuery',
      'pi:DescribeDimensionKeys',
      'pi:GetDimensionKeyDetails',
      'pi:GetResourceMetrics',
      'rds:DownloadDBLogFilePortion',
      'xray:BatchGetTraces',
      'xray:GetServiceGraph',
      'xray:GetTraceGraph',
      'xray:GetTraceSummaries',
    ],
    resources: ['*'], // All logs are this one tenant's, and queries and traces have no resource to name.
  });
}
