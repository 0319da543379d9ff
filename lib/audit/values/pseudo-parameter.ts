import type { AuditedStack } from '../assembly/audited-stack';
import { type Value, known, unknown } from './value';

/** Value of a pseudo parameter in a stack; undefined for another name. */
export function pseudoParameter(
  name: string,
  { account, region, stackName, name: stack }: AuditedStack,
): Value | undefined {
  const partition = region === undefined ? undefined : partitionOf(region);
  switch (name) {
    case 'AWS::AccountId':
      return account === undefined ? unknown('the manifest names no account') : known(account);
    case 'AWS::Region':
      return region === undefined ? unknown('the manifest names no region') : known(region);
    case 'AWS::Partition':
      return partition === undefined ? unknown('the manifest names no region') : known(partition);
    case 'AWS::URLSuffix':
      return known(partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com');
    case 'AWS::StackName':
      return known(stackName);
    case 'AWS::StackId':
      return [[{ kind: 'resource', stack, logicalId: 'AWS::StackId', attribute: 'Ref' }]];
    case 'AWS::NoValue':
      return known('');
    case 'AWS::NotificationARNs':
      return unknown('it is given at deployment');
    default:
      return undefined;
  }
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
