import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import {
  OperatorPrincipals,
  type OperatorPrincipalsProps,
} from '../../constructs/operator-principals/operator-principals';

/** Props of {@link OperatorPrincipalsStack}. */
export interface OperatorPrincipalsStackProps extends StackProps {
  readonly principals: OperatorPrincipalsProps;
}

/** The principals tenants' roles trust, in the operator account. Were one deleted and made anew, no tenant would know it. */
export class OperatorPrincipalsStack extends Stack {
  public constructor(scope: Construct, id: string, props: OperatorPrincipalsStackProps) {
    super(scope, id, { ...props, terminationProtection: true });
    new OperatorPrincipals(this, 'Principals', props.principals);
  }
}
