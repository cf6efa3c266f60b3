import type { KeptPaths } from '@union-graph/subgraph';

/** What becomes of each path of the union tree that is kept here when a union moves (ORG-INV-4). */
export const paths: KeptPaths = {
  follows: [
    'directory_entry.scope_path',
    'fitness_group.vacant_path',
    'known_union.scope_path',
    'member_place.scope_path',
    'outreach_offer.scope_path',
    'outreach_request.provider_path',
    'outreach_request.scope_path',
  ],
  stays: {
    'art_troupe.scope_path': 'a troupe belongs to the city',
    'booking.scope_path': 'the place of the venue',
    'culture_event.scope_path': 'the place of the venue, or the district of an event elsewhere',
    'facility.scope_path': 'the place of the venue',
    'fitness_group.scope_path': 'the place of the venue',
    'outreach_request.preferred': 'hours of days, without a place',
    'performance.scope_path': 'the place of the troupe',
    'registration.scope_path': 'the place of the event',
    'suspension.scope_path': 'the place of the venue',
    'venue.scope_path': 'a building stands in its district',
    'waitlist_entry.scope_path': 'the place of the venue',
  },
};
