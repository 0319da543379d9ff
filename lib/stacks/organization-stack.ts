import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { BootstrapStackSet } from '../../constructs/bootstrap-stack-set/bootstrap-stack-set';
import { OrganizationGuardrails } from '../../constructs/organization-guardrails/organization-guardrails';
import { OrganizationTree } from '../../constructs/organization-tree/organization-tree';

/** Props of {@link OrganizationStack}. */
export interface OrganizationStackProps extends StackProps {
  readonly organizationId: string;
  /** Root of the organization, e.g. `r-a1b2`. */
  readonly rootId: string;
  /** Regions of each jurisdiction. */
  readonly jurisdictions: Readonly<Record<string, readonly string[]>>;
  /**
   * Bootstrap of accounts that enter the unit of a region.
   *
   * @default - accounts are bootstrapped by command
   */
  readonly bootstrap?: { readonly operatorAccountId: string; readonly template: object };
}

/** Units and policies of the organization, in the management account. */
export class OrganizationStack extends Stack {
  public constructor(scope: Construct, id: string, props: OrganizationStackProps) {
    super(scope, id, { ...props, terminationProtection: true });
    const { organizationId, rootId, jurisdictions } = props;
    const tree = new OrganizationTree(this, 'Tree', { rootId, jurisdictions });
    new OrganizationGuardrails(this, 'Guardrails', { tree, organizationId, jurisdictions });
    if (props.bootstrap === undefined) return;
    const targets = Object.entries(jurisdictions).flatMap(([jurisdiction, regions]) =>
      regions.map((region) => ({ unitId: tree.regions.get(`${jurisdiction}/${region}`)!.ref, region })),
    );
    new BootstrapStackSet(this, 'Bootstrap', { ...props.bootstrap, targets });
  }
}
