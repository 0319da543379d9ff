import { aws_iam as iam } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** Lets EventBridge put events on a bus of another account, and do nothing else. */
export class EventForwarder extends Construct {
  /** The role a rule sends with. */
  public readonly role: iam.Role;

  public constructor(scope: Construct, id: string, { eventBusArn }: { readonly eventBusArn: string }) {
    super(scope, id);

    this.role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('events.amazonaws.com') });
    new iam.ManagedPolicy(this, 'Policy', {
      description: 'Sends the break-glass alarm to the operator',
      roles: [this.role],
      statements: [
        new iam.PolicyStatement({ sid: 'PutEvents', actions: ['events:PutEvents'], resources: [eventBusArn] }),
      ],
    });
  }
}
