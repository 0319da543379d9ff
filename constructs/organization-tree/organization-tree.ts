import { RemovalPolicy, aws_organizations as organizations } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** Props of {@link OrganizationTree}. */
export interface OrganizationTreeProps {
  /** Root of the organization, e.g. `r-a1b2`. */
  readonly rootId: string;

  /** Regions of each jurisdiction. */
  readonly jurisdictions: Readonly<Record<string, readonly string[]>>;
}

/**
 * The organizational units that tenants' accounts live in.
 *
 * `Tenants/<jurisdiction>/<region>` for accounts in use, `Onboarding` for new ones that wait, fenced, until they are ready,
 * `Suspended` for those that rest. Units outlive the stack, because accounts are in them.
 *
 * @example
 * new OrganizationTree(this, 'Tree', { rootId: 'r-a1b2', jurisdictions: { eu: ['eu-central-1', 'eu-west-1'] } });
 */
export class OrganizationTree extends Construct {
  /** The parent of all jurisdictions. */
  public readonly tenants: organizations.CfnOrganizationalUnit;
  public readonly onboarding: organizations.CfnOrganizationalUnit;
  public readonly suspended: organizations.CfnOrganizationalUnit;
  /** The unit of each region, by jurisdiction and region: `eu/eu-central-1`. */
  public readonly regions: ReadonlyMap<string, organizations.CfnOrganizationalUnit>;

  public constructor(scope: Construct, id: string, { rootId, jurisdictions }: OrganizationTreeProps) {
    super(scope, id);
    this.tenants = this.unit('Tenants', 'Tenants', rootId);
    this.onboarding = this.unit('Onboarding', 'Onboarding', rootId);
    this.suspended = this.unit('Suspended', 'Suspended', rootId);

    const regions = new Map<string, organizations.CfnOrganizationalUnit>();
    for (const [jurisdiction, names] of Object.entries(jurisdictions)) {
      // Ids are made of names, never of positions: a jurisdiction that comes moves no other.
      const parent = this.unit(`Jurisdiction-${jurisdiction}`, jurisdiction, this.tenants.ref);
      for (const region of names) {
        regions.set(`${jurisdiction}/${region}`, this.unit(`Region-${jurisdiction}-${region}`, region, parent.ref));
      }
    }
    this.regions = regions;
  }

  private unit(id: string, name: string, parentId: string): organizations.CfnOrganizationalUnit {
    const unit = new organizations.CfnOrganizationalUnit(this, id, { name, parentId });
    unit.applyRemovalPolicy(RemovalPolicy.RETAIN);
    return unit;
  }
}
