import { aws_iam as iam } from 'aws-cdk-lib';
import { type OperatorTrust, assumeOperatorRole } from '../policies/assume-operator-role';
import { tagOperatorSession } from '../policies/tag-operator-session';

/** The operator's people as the principal of a role's trust policy, with the conditions they come under. */
export class OperatorPrincipal extends iam.PrincipalBase {
  public constructor(private readonly trust: OperatorTrust) {
    super();
  }

  public get policyFragment(): iam.PrincipalPolicyFragment {
    return new iam.PrincipalPolicyFragment({ AWS: [...this.trust.principals] });
  }

  public dedupeString(): string | undefined {
    return `OperatorPrincipal:${JSON.stringify(this.trust)}`;
  }

  public override addToAssumeRolePolicy(document: iam.PolicyDocument): void {
    document.addStatements(assumeOperatorRole(this.trust), tagOperatorSession(this.trust));
  }
}
