/** The value of a parameter as CloudFormation tells it: all are texts there, and a default may be written as a number. */
export function parameterText(value: unknown): unknown {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}
