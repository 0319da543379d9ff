import { Aws, Token } from 'aws-cdk-lib';

/** Partition, region or account as rule packs print it: not every stack knows its environment at synthesis. */
export function shownInFindings(value: string): string {
  if (!Token.isUnresolved(value)) return value;
  if (value === Aws.PARTITION) return '<AWS::Partition>';
  return value === Aws.ACCOUNT_ID ? '<AWS::AccountId>' : '<AWS::Region>';
}
