import { type PageSource, sql } from '@union-graph/subgraph';
import { personalScope } from '../booking/scope.ts';
import { registrationScope } from '../registration/policy.ts';
import type { BenefitUse } from './BenefitUse.ts';

/** The uses of a card as far as the viewer may see the bookings and registrations, the newest first; the parent is the card's id. */
export const usesOfCard: PageSource<BenefitUse> = {
  name: 'usesOfCard',
  select: (_, { viewer }) => sql`
    select b.id, b.checked_in_at as "usedAt", f.venue_id as "venueId", b.id as "bookingId", null::uuid as "registrationId",
      b.price_fen as "priceFen", b.public_price_fen - b.price_fen as "savedFen"
    from booking b join facility f on f.id = b.facility_id
    where b.card_id = parent.key::uuid and b.checked_in_at is not null and ${personalScope(viewer, 'b')}
    union all
    select r.id, r.checked_in_at, e.venue_id, null, r.id, r.price_fen, t.face_fen - r.price_fen
    from registration r join ticket_type t on t.id = r.ticket_type_id join culture_event e on e.id = r.event_id
    where r.card_id = parent.key::uuid and r.checked_in_at is not null and ${registrationScope(viewer, 'r')}`,
  order: [
    { by: 'usedAt', type: 'timestamptz', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};
