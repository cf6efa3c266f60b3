import { departmentOf } from '../demo/organisation-departments.ts';
import { PERSONS } from '../demo/persons.ts';
import { unionId } from '../demo/unions.ts';
import { id } from '../ids.ts';
import { draw } from './draw.ts';
import { personName } from './names.ts';
import type { Point } from './places.ts';
import type { Profile } from './profile.ts';
import { districtPath, federationId } from './unionRows.ts';
import type { Unions } from './unions.ts';

/** Where the names of staff start among the draws of names: after any member's. */
const NAMES_FROM = 20_000_000;

/** The demo data's officers by the id of their union, and its cadres: they are among the city's. */
const OFFICERS = new Map(
  PERSONS.flatMap((person) =>
    person.grants.filter(({ role }) => role === 'JOINT_UNION_OFFICER').map(({ unionId: at }) => [at, person] as const),
  ),
);
const CADRES = PERSONS.filter(({ grants }) => grants.some(({ role }) => role === 'CITY_DEPT' || role === 'SOCIAL_DEPT'));

const hiredAt = (at: number, from: number): string => `${from + draw(50, at, 4)}-0${1 + draw(51, at, 9)}-15`;
const contact = (at: number) => ({
  work_phone: `000-65${String(100_000 + at).slice(-6)}`,
  work_email: `staff-${at}@union.example`,
});

export const workerId = (at: number): string => id('person', `social-worker-${at}`);
export const cadreId = (at: number): string => CADRES[at]?.id ?? id('person', `cadre-${at}`);
export const officerId = (unions: Unions, at: number): string =>
  OFFICERS.get(unions.joint[at]?.id)?.id ?? id('person', `officer-${at}`);

/** The point that a social worker serves at: each point has one before any has a second. */
export const pointOf = (points: readonly Point[], at: number): Point => points[at % points.length] as Point;

/** The city's social workers, one officer of each joint union, and the cadres of the headquarters (S-14, S-30, S-18). */
export function* staffRows({ socialWorkers, cadres }: Profile, unions: Unions, points: readonly Point[]) {
  let at = NAMES_FROM;
  for (let worker = 0; worker < socialWorkers; worker++, at++) {
    const { kind, districtCode } = pointOf(points, worker);
    const ofCity = kind === 'CITY_CENTRE';
    yield {
      id: workerId(worker),
      name_zh: personName(at),
      role: 'SOCIAL_WORKER',
      employer: 'CITY_RECRUITED',
      hired_at: hiredAt(at, 2009),
      on_public_duty: true,
      ...contact(at),
      union_id: ofCity ? unionId('city') : federationId(districtCode),
      scope_path: ofCity ? '/city/' : districtPath(districtCode),
      department_id: null,
    };
  }
  for (const [place, union] of unions.joint.entries()) {
    at++;
    yield {
      id: officerId(unions, place),
      name_zh: OFFICERS.get(union.id)?.nameZh ?? personName(at),
      role: 'JOINT_UNION_OFFICER',
      employer: 'GRASSROOTS',
      hired_at: '2012-11-20',
      on_public_duty: true,
      ...contact(at),
      union_id: union.id,
      scope_path: union.scopePath,
    };
  }
  for (let cadre = 0; cadre < cadres; cadre++, at++) {
    yield {
      id: cadreId(cadre),
      name_zh: CADRES[cadre]?.nameZh ?? personName(at + 1),
      role: 'HQ_CADRE',
      employer: 'CITY_HQ',
      hired_at: hiredAt(at, 2002),
      on_public_duty: false,
      ...contact(at + 1),
      union_id: unionId('city'),
      scope_path: '/city/',
      department_id: departmentOf(CADRES[cadre]?.grants[0]?.role ?? 'CITY_DEPT'),
    };
  }
}

/** Every social worker at a point. */
export function* assignmentRows({ socialWorkers }: Profile, points: readonly Point[]) {
  for (let worker = 0; worker < socialWorkers; worker++)
    yield {
      id: id('staff-assignment', `city-${worker}`),
      staff_member_id: workerId(worker),
      service_point_id: pointOf(points, worker).id,
      from_day: '2013-01-04',
    };
}
