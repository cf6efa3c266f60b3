import { id } from '../ids.ts';
import { linkCount, linkId } from './cadres.ts';
import { draw, partOf } from './draw.ts';
import type { People } from './members.ts';
import { byDistrict } from './places.ts';
import type { Profile } from './profile.ts';
import { askedOf, demandsOf, visitOfDemand } from './requests.ts';
import { cadreId } from './staff.ts';

const KINDS = ['station', 'firm', 'worker'] as const;

/** The links of every kind with the cadre of each. */
function* links({ streetStations, linkedFirms, linkedWorkers, cadres }: Profile) {
  const totals = { station: streetStations, firm: linkedFirms, worker: linkedWorkers };
  for (const kind of KINDS)
    for (let at = 0; at < totals[kind]; at++) yield { link: linkId(kind, at), cadre: cadreId(partOf(totals[kind], cadres, at)) };
}

export const visitCount = (people: People): number => linkCount(people.profile) + demandsOf(people.profile).length;

/** Every contact point was visited in September, and the stations each time that somebody asked for something there (S-18). */
export function* visitRows(people: People) {
  const { profile } = people;
  let nth = 0;
  for (const { link, cadre } of links(profile)) {
    const visited_on = `2013-09-${String(2 + draw(120, nth, 27)).padStart(2, '0')}`;
    yield { id: id('contact-visit', `city-${nth++}`), cadre_link_id: link, visited_on, recorded_by_id: cadre };
  }
  const districts = byDistrict(profile.streetStations).map(({ code }) => code as string);
  for (const request of demandsOf(profile)) {
    const { districtCode, receivedOn } = askedOf(people, request);
    const first = districts.indexOf(districtCode);
    const station = first + draw(121, request, districts.lastIndexOf(districtCode) - first + 1);
    yield {
      id: visitOfDemand(request),
      cadre_link_id: linkId('station', station),
      visited_on: receivedOn,
      recorded_by_id: cadreId(partOf(profile.streetStations, profile.cadres, station)),
    };
  }
}
