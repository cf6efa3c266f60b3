import type { Offer } from './offer.ts';
import type { SlotState } from './rules.ts';

/** A slot of a facility; not stored, cut from its opening hours. */
export interface Slot {
  readonly offer: Offer;
  readonly start: Date;
  readonly end: Date;
  readonly state: SlotState;
}
