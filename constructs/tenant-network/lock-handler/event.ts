/** What the construct tells the handler; CloudFormation hands it over as strings. */
export interface LockProperties {
  readonly DefaultSecurityGroupId: string;
  readonly Account: string;
}

/** A request of CloudFormation to a custom resource, as far as the handler reads it. */
export interface LockRequest {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly RequestId: string;
  readonly StackId: string;
  readonly LogicalResourceId: string;
  /** Where CloudFormation waits for the answer. */
  readonly ResponseURL: string;
  readonly ResourceProperties: LockProperties;
}
