import type { CloudFormationTemplate, TemplateResource } from './cloudformation-template';
import type { PriceId } from './price-table';

/** Something paid for while nobody uses it. */
export interface Charge {
  /** What of the resource is paid for, e.g. `storage, GB`. */
  readonly what: string;
  readonly quantity: number;
  readonly price: PriceId;
}

/** Something paid for while nobody uses it that has no price here, or whose quantity only the deployment knows. */
export interface Unpriced {
  readonly unpriced: string;
}

/** Reads what a resource of one type costs while nobody uses it; nothing if it is free in its configuration. */
export type ChargeRule = (
  properties: NonNullable<TemplateResource['Properties']>,
  template: CloudFormationTemplate,
) => readonly (Charge | Unpriced)[];

/** A charge, or an unpriced thing if the quantity is not known. */
export function charge(what: string, quantity: number | undefined, price: PriceId): Charge | Unpriced {
  return quantity === undefined ? { unpriced: what } : { what, quantity, price };
}
