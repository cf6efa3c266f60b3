import { districtRows as demoDistricts, servicePointRows as demoPoints, pointId } from '../demo/organisation-places.ts';
import { DISTRICTS } from '../demo/unions.ts';
import { dealt, draw, share } from './draw.ts';
import { placeName } from './names.ts';
import type { Profile } from './profile.ts';

export type District = (typeof DISTRICTS)[number];

/** How large the districts are beside each other. */
const WEIGHTS = demoDistricts.map(({ communities_covered }) => communities_covered);

/** The district of each of so many things, the things of one district one after the other. */
export const byDistrict = (total: number): District[] => dealt(DISTRICTS, share(total, WEIGHTS));

/** Where every community has its joint union (S-25). */
const COMPLETE: readonly string[] = ['110101', '110102', '110105', '110116'];

/** A joint union covers one community; outside four districts there are more communities than that. */
export function districtRows({ jointUnions }: Profile) {
  const covered = share(jointUnions, WEIGHTS);
  return demoDistricts.map((row, at) => {
    const communities = covered[at] as number;
    const without = COMPLETE.includes(row.code) ? 0 : Math.ceil((communities * (10 + draw(10, at, 60))) / 100);
    return { ...row, communities_total: communities + without, communities_covered: communities };
  });
}

/** A place that serves the public: the three tiers of the territorial line (S-10). */
export interface Point {
  readonly id: string;
  readonly kind: string;
  readonly districtCode: string;
}

const CENTRE_AREA_SQM = 1_200;
const STATION_FUNCTIONS = ['ORGANISING', 'INFORMATION', 'RIGHTS', 'HARDSHIP'];
/** How far a station may lie from its district's centre, in millionths of a degree: some eight kilometres. */
const SPREAD = 80_000;

const degrees = (text: string | null, offset: number): string => (Number(text) + offset / 1e6).toFixed(6);

/** The city's centre and the district centres, where they are in reality, then street stations, then community stations. */
export function servicePointRows({ streetStations, communityStations }: Profile) {
  const centres = demoPoints.filter(({ kind }) => kind.endsWith('CENTRE'));
  const around = new Map(centres.map((row) => [row.kind === 'CITY_CENTRE' ? '' : row.district_code, row]));
  const station = (key: string, kind: string, { code, nameZh }: District, at: number, parent: string) => {
    const centre = around.get(code);
    const place = placeName(at + (kind === 'STREET_STATION' ? 0 : streetStations));
    const offset = (stream: number) => draw(stream, at, 2 * SPREAD) - SPREAD;
    return {
      id: pointId(key),
      kind,
      name_zh: `${place}${kind === 'STREET_STATION' ? '街道' : '社区'}工会服务站`,
      district_code: code,
      address: `${nameZh}${place}${1 + draw(13, at, 200)}号`,
      lat: degrees(centre?.lat ?? null, offset(11)),
      lng: degrees(centre?.lng ?? null, offset(12)),
      area_sqm: kind === 'STREET_STATION' ? 80 + draw(14, at, 200) : null,
      functions: kind === 'STREET_STATION' ? STATION_FUNCTIONS : ['ORGANISING', 'INFORMATION', 'CULTURE'],
      parent_id: parent,
      video_link: kind === 'STREET_STATION' ? (draw(15, at, 20) === 0 ? 'DOWN' : 'UP') : 'NONE',
    };
  };
  const streets = byDistrict(streetStations).map((district, at) =>
    station(`street-${at}`, 'STREET_STATION', district, at, pointId(`district-${district.code}`)),
  );
  const streetsOf = (code: string) => streets.filter(({ district_code }) => district_code === code);
  const communities = byDistrict(communityStations).map((district, at) => {
    const near = streetsOf(district.code);
    const parent = near[draw(16, at, near.length)]?.id ?? pointId(`district-${district.code}`);
    return station(`community-${at}`, 'COMMUNITY_STATION', district, at, parent);
  });
  return [...centres.map((row) => ({ ...row, area_sqm: row.area_sqm ?? CENTRE_AREA_SQM })), ...streets, ...communities];
}

/** Nine to five, with a break at noon; centres on Saturdays too. */
export const openingHoursRows = (points: readonly Point[]) =>
  points.flatMap(({ id, kind }) =>
    (kind.endsWith('CENTRE') ? [1, 2, 3, 4, 5, 6] : [1, 2, 3, 4, 5]).flatMap((weekday) => [
      { service_point_id: id, weekday, opens: '09:00', closes: '11:30' },
      { service_point_id: id, weekday, opens: '13:30', closes: '17:30' },
    ]),
  );
