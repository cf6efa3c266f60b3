import type { Venue } from '../venue/Venue.ts';
import type { VenueStats } from './VenueStats.ts';

/** How one venue was booked. */
export interface VenueUsage extends VenueStats {
  readonly venue: Venue;
}
