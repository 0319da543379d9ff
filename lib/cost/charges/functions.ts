import { type ChargeRule, charge } from '../charge';
import { type CloudFormationTemplate, isRecord, referencedResource } from '../cloudformation-template';
import { highestNumber } from '../template-values';

/** Memory of a function that names none, MB. */
const DEFAULT_MEMORY_MB = 128;

/** An alias or version costs nothing while idle, unless it keeps environments ready. */
export const provisionedConcurrency: ChargeRule = ({ ProvisionedConcurrencyConfig, FunctionName }, template) => {
  if (!isRecord(ProvisionedConcurrencyConfig)) return [];
  const environments = highestNumber(ProvisionedConcurrencyConfig['ProvisionedConcurrentExecutions']);
  const memoryMb = memoryOf(template, FunctionName);
  const gigabytes = environments === undefined || memoryMb === undefined ? undefined : (environments * memoryMb) / 1024;
  return [
    charge(
      'provisioned concurrency, GB',
      gigabytes,
      `provisioned-concurrency-${architectureOf(template, FunctionName)}`,
    ),
  ];
};

function memoryOf(template: CloudFormationTemplate, functionName: unknown): number | undefined {
  const found = referencedResource(template, functionName);
  return found && highestNumber(found.Properties?.['MemorySize'] ?? DEFAULT_MEMORY_MB);
}

function architectureOf(template: CloudFormationTemplate, functionName: unknown): 'arm64' | 'x86_64' {
  const architectures = referencedResource(template, functionName)?.Properties?.['Architectures'];
  return Array.isArray(architectures) && architectures[0] === 'arm64' ? 'arm64' : 'x86_64';
}
