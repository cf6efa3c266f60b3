import { refuseIf } from '@union-graph/subgraph';
import type { Facility } from '../facility/Facility.ts';
import type { VenueKind } from '../venue/Venue.ts';

export type Direction = 'IN' | 'OUT';

/** What is opened to workers (五进), with the kinds of facilities that it takes; null for any that a cultural palace has. */
const PLACES = { PALACE: null, HALL: 'HALL', LECTURE: 'LECTURE_ROOM', THEATRE: 'THEATRE', CINEMA: 'CINEMA' } as const;
/** What is brought to workers (五送). */
type Brought = 'PERFORMANCE' | 'FILM' | 'COACHING' | 'PLANNING' | 'WORKS';
type Opened = keyof typeof PLACES;
export type FiveKind = Opened | Brought;

const isOpened = (kind: FiveKind): kind is Opened => kind in PLACES;

/** Whether workers come in or something comes out to them (2.0.4). */
export const directionOf = (kind: FiveKind): Direction => (isOpened(kind) ? 'IN' : 'OUT');

/** Throws `VALIDATION_FAILED` for a facility that is not the place that a kind of the five in speaks of. */
export function assertFits(kind: FiveKind, { kind: place, nameZh, accessMode }: Facility, venue: VenueKind): void {
  const wanted = isOpened(kind) ? PLACES[kind] : undefined;
  const fits = wanted === null ? venue === 'CULTURE_PALACE' : wanted === place;
  refuseIf(!fits || accessMode !== 'TICKETED', 'VALIDATION_FAILED', `"${nameZh}" is no place for ${kind}.`, {
    rule: 'S-67',
    field: 'facilityId',
  });
}
