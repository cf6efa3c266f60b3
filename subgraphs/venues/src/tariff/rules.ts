import { civilDay } from '@union-graph/subgraph';

export type Audience = 'CARD_HOLDER' | 'WORKER' | 'RESIDENT' | 'GROUP';

export type DayPart = 'ALL_DAY' | 'MORNING' | 'AFTERNOON' | 'EVENING';

/** What a price depends on of a tariff rule. */
export interface Rule {
  readonly id: string;
  readonly audience: Audience;
  readonly dayPart: DayPart;
  readonly priceFen: bigint;
  readonly discountBp: number | null;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly priority: number;
}

export interface SlotPrice<R extends Rule = Rule> {
  readonly priceFen: bigint;
  readonly rule: R;
}

/** The part of the day in Beijing (UTC+8) that an instant lies in. */
export function dayPartOf(instant: Date): DayPart {
  const hour = (instant.getUTCHours() + 8) % 24;
  return hour < 12 ? 'MORNING' : hour < 17 ? 'AFTERNOON' : 'EVENING';
}

/** Price of one slot in fen after the discount; parts of a fen are dropped in the payer's favour. */
export const discounted = ({ priceFen, discountBp }: Pick<Rule, 'priceFen' | 'discountBp'>): bigint =>
  (priceFen * BigInt(10_000 - (discountBp ?? 0))) / 10_000n;

/**
 * What the slot that begins at `start` costs an audience, null where no price is set. Who has no rule of their own pays
 * the resident's price. A card-holder pays the lowest of the card's, the worker's and the resident's (VEN-INV-4, S-72).
 */
export function priceAt<R extends Rule>(rules: readonly R[], start: Date, audience: Audience): SlotPrice<R> | null {
  const day = civilDay(start);
  const fitting = rules.filter(
    (rule) =>
      rule.validFrom <= day &&
      (rule.validTo === null || day <= rule.validTo) &&
      (rule.dayPart === 'ALL_DAY' || rule.dayPart === dayPartOf(start)),
  );
  const own = (who: Audience) => strongest(fitting.filter((rule) => rule.audience === who));
  if (audience === 'CARD_HOLDER') return cheapest([own('CARD_HOLDER'), own('WORKER'), own('RESIDENT')]);
  return own(audience) ?? own('RESIDENT');
}

/** What the slot that begins at an instant costs an audience. */
export type PriceList<R extends Rule = Rule> = (start: Date, audience: Audience) => SlotPrice<R> | null;

/** The same as `priceAt`, found out once for each part of a day. */
export function priceList<R extends Rule>(rules: readonly R[]): PriceList<R> {
  const known = new Map<string, SlotPrice<R> | null>();
  return (start, audience) => {
    const key = `${civilDay(start)} ${dayPartOf(start)} ${audience}`;
    let price = known.get(key);
    if (price === undefined) {
      price = priceAt(rules, start, audience);
      known.set(key, price);
    }
    return price;
  };
}

/** What slots cost together, with the rule of the first one; null where one of them has no price. */
export function priceOfSlots<R extends Rule>(
  priceOf: PriceList<R>,
  starts: readonly Date[],
  audience: Audience,
): SlotPrice<R> | null {
  const prices = starts.map((start) => priceOf(start, audience));
  const [first] = prices;
  if (!first || prices.includes(null)) return null;
  return { rule: first.rule, priceFen: prices.reduce((sum, price) => sum + (price as SlotPrice).priceFen, 0n) };
}

/** The highest priority counts; at the same one a part of the day beats the whole. The database allows no further tie. */
function strongest<R extends Rule>(rules: readonly R[]): SlotPrice<R> | null {
  const weight = (rule: Rule) => rule.priority * 2 + (rule.dayPart === 'ALL_DAY' ? 0 : 1);
  const [best, ...others] = rules;
  if (!best) return null;
  const rule = others.reduce((held, next) => (weight(next) > weight(held) ? next : held), best);
  return { rule, priceFen: discounted(rule) };
}

function cheapest<R extends Rule>(prices: readonly (SlotPrice<R> | null)[]): SlotPrice<R> | null {
  return prices.reduce((held, next) => (next && (!held || next.priceFen < held.priceFen) ? next : held), null);
}
