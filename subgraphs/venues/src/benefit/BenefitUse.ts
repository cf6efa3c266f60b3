/** One use of a card: a booking or a ticket at the card's price for which its holder came. Read from those rows, not stored. */
export interface BenefitUse {
  /** The id of the booking or the registration. */
  readonly id: string;
  readonly usedAt: Date;
  readonly venueId: string | null;
  readonly bookingId: string | null;
  readonly registrationId: string | null;
  readonly priceFen: bigint;
  /** The public price less the price paid; null where the public price is not known. */
  readonly savedFen: bigint | null;
}
