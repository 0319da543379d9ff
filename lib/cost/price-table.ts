import table from './data/prices.json';

/** One price of the table, e.g. that of a KMS key. */
export type PriceId = keyof typeof table.prices;

interface PriceRow {
  /** What is paid for. */
  readonly what: string;
  readonly unit: string;
  /** Key of the price page in `sources`. */
  readonly source: string;
  readonly vcpus?: number;
  /** US dollars a unit, by region or `everywhere`. */
  readonly usd: Readonly<Record<string, number>>;
  /** Regions whose price somebody else has published, from AWS's price list or a bill; the others are from memory. */
  readonly confirmed: readonly string[];
}

/** Prices of one region, a month of 730 hours each. */
export interface RegionalPrices {
  /** Day the table was compiled, e.g. `2026-11-20`. */
  readonly date: string;
  /** What one of something costs a month. */
  readonly monthlyUsd: (id: PriceId) => number;
  /** Whether the price was worked out from another region's. */
  readonly isScaled: (id: PriceId) => boolean;
  /** Says what stands in for the region's prices, if it has none at all. */
  readonly standIn: string | undefined;
}

/** Region whose prices stand in for a region that has none of its own, times a factor. */
const BASE_REGION = 'us-east-1';

const ROWS: Readonly<Record<PriceId, PriceRow>> = table.prices;
const FACTORS: Readonly<Record<string, number>> = table.regions;
const HOURS_A_UNIT: Readonly<Record<string, number>> = { month: 1 / table.hoursPerMonth, hour: 1, second: 3600 };

/** The prices of a region; those it lacks are the base region's times the region's factor, or times `elsewhere`. */
export function pricesIn(region: string): RegionalPrices {
  const factor = FACTORS[region] ?? table.elsewhere;
  const isScaled = (id: PriceId): boolean =>
    ROWS[id].usd[region] === undefined && ROWS[id].usd['everywhere'] === undefined;
  return {
    date: table.date,
    isScaled,
    monthlyUsd(id) {
      const { usd, unit } = ROWS[id];
      const price = usd[region] ?? usd['everywhere'] ?? (usd[BASE_REGION] ?? Number.NaN) * factor;
      return price * (HOURS_A_UNIT[unit] ?? Number.NaN) * table.hoursPerMonth;
    },
    standIn:
      FACTORS[region] === undefined
        ? `"${region}" is not in the price table of ${table.date}; prices of ${BASE_REGION} times ${factor} stand in where AWS has a price for each region`
        : undefined,
  };
}

/** Price of an RDS for PostgreSQL instance in one zone, by its class, e.g. `db.t4g.micro`. */
export function instancePrice(instanceClass: string): PriceId | undefined {
  const id = `rds:${instanceClass}`;
  return isPriceId(id) ? id : undefined;
}

/** vCPUs of an RDS instance class, e.g. `db.t4g.micro`. */
export function vcpusOf(instanceClass: string): number | undefined {
  const price = instancePrice(instanceClass);
  return price && ROWS[price].vcpus;
}

/** All prices of the table. */
export const PRICE_IDS: readonly PriceId[] = Object.keys(ROWS).filter(isPriceId);

function isPriceId(name: string): name is PriceId {
  return Object.hasOwn(ROWS, name);
}
