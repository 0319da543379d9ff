import { CHARGE_RULES } from './charge-rules';
import type { Charge } from './charge';
import type { CloudFormationTemplate } from './cloudformation-template';
import { isFreeWhileIdle } from './free-while-idle';
import { type RegionalPrices, pricesIn } from './price-table';

export type { CloudFormationTemplate } from './cloudformation-template';

/** One kind of thing that is paid for while nobody uses it. */
interface IdleCostLine {
  /** Resource type and what of it is paid for, e.g. `AWS::RDS::DBInstance (storage, GB)`. */
  readonly resource: string;
  readonly quantity: number;
  /** Price of one for a month of 730 hours. */
  readonly unitUsd: number;
  /** Rounded to cents. */
  readonly monthlyUsd: number;
}

/** What stacks cost a month while nobody uses them. */
export interface IdleCostEstimate {
  /** Sum of the lines. */
  readonly monthlyUsd: number;
  /** Dearest first. */
  readonly lines: readonly IdleCostLine[];
  /** Resource types that may cost something while idle, but for which there is no price here; in alphabetical order. */
  readonly unpriced: readonly string[];
  readonly region: string;
  /** Day the price table was compiled, e.g. `2026-11-20`. */
  readonly priceDate: string;
  /** What a reader should know about the figures, e.g. that another region's prices stand in. */
  readonly notes: readonly string[];
}

/**
 * Estimates what stacks cost a month while they are deployed and nobody uses them.
 *
 * Idle means: no requests, a database that may pause is paused, storage and backups are empty. List prices without tax,
 * discounts and free tiers, because one organization shares a free tier among all its tenants. Conditions are not
 * evaluated: every resource counts, and the dearest branch of every `Fn::If`.
 *
 * @param templates parsed templates of the stacks, all of one region
 * @param region the region, e.g. `eu-central-1`; prices of `us-east-1` times a factor stand in for one without prices
 *
 * @example
 * const { monthlyUsd, lines } = estimateIdleCost(templates, 'eu-central-1');
 */
export function estimateIdleCost(templates: readonly CloudFormationTemplate[], region: string): IdleCostEstimate {
  const prices = pricesIn(region);
  const found = templates.flatMap(readTemplate);
  const charges = found.flatMap((entry) => ('charge' in entry ? [entry] : []));
  const lines = toLines(charges, prices);
  const scaled = new Set(charges.filter(({ charge }) => prices.isScaled(charge.price)).map(({ resource }) => resource));
  return {
    monthlyUsd: cents(lines.reduce((sum, line) => sum + line.monthlyUsd, 0)),
    lines,
    unpriced: [...new Set(found.flatMap((entry) => ('unpriced' in entry ? [entry.unpriced] : [])))].toSorted(),
    region,
    priceDate: prices.date,
    notes: notes(region, prices, [...scaled].toSorted()),
  };
}

type Finding = { readonly resource: string; readonly charge: Charge } | { readonly unpriced: string };

function readTemplate(template: CloudFormationTemplate): readonly Finding[] {
  return Object.values(template.Resources ?? {}).flatMap(({ Type, Properties = {} }): readonly Finding[] => {
    const rule = CHARGE_RULES[Type];
    if (rule === undefined) return isFreeWhileIdle(Type) ? [] : [{ unpriced: Type }];
    return rule(Properties, template).map((entry) =>
      'unpriced' in entry
        ? { unpriced: `${Type} (${entry.unpriced})` }
        : { resource: `${Type} (${entry.what})`, charge: entry },
    );
  });
}

/** One line for each kind of thing, whatever the number of stacks it is in. */
function toLines(
  charges: readonly { readonly resource: string; readonly charge: Charge }[],
  prices: RegionalPrices,
): readonly IdleCostLine[] {
  const lines = new Map<string, { quantity: number; unitUsd: number }>();
  for (const { resource, charge } of charges) {
    const line = lines.get(resource) ?? { quantity: 0, unitUsd: prices.monthlyUsd(charge.price) };
    lines.set(resource, { ...line, quantity: line.quantity + charge.quantity });
  }
  return [...lines]
    .map(([resource, { quantity, unitUsd }]) => ({
      resource,
      quantity,
      unitUsd: tidy(unitUsd),
      monthlyUsd: cents(quantity * unitUsd),
    }))
    .toSorted((one, other) => other.monthlyUsd - one.monthlyUsd || (one.resource < other.resource ? -1 : 1));
}

function notes(region: string, prices: RegionalPrices, scaled: readonly string[]): readonly string[] {
  if (prices.standIn !== undefined) return [prices.standIn];
  if (scaled.length === 0) return [];
  return [
    `the price table of ${prices.date} has no price of its own in "${region}" for ${scaled.join(', ')}; worked out from us-east-1`,
  ];
}

function cents(usd: number): number {
  return Math.round((usd + Number.EPSILON) * 100) / 100;
}

/** Without the noise of binary fractions: 11.68 and not 11.680000000000001. */
function tidy(usd: number): number {
  return Number(usd.toPrecision(12));
}
