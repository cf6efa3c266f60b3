import type { OpenPeriod } from '../open-period/OpenPeriod.ts';
import type { TariffRule } from '../tariff/TariffRule.ts';

/** What a booking would cost, in fen. */
export interface PriceQuote {
  readonly priceFen: bigint;
  readonly publicPriceFen: bigint | null;
  readonly appliedRule: TariffRule | null;
  readonly openPeriod: OpenPeriod | null;
}
