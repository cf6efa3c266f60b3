/** How a district's venues were booked; the share of free bookings in basis points, null without any. */
export interface VenueStats {
  readonly bookings: number;
  readonly freeShareBp: number | null;
}
