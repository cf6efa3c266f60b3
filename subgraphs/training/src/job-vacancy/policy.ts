import { inScope, type Role, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import type { JobVacancy } from './JobVacancy.ts';

type Row = Pick<JobVacancy, 'enterpriseId' | 'districtCode'>;

const STAFF: readonly Role[] = ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'CITY_DEPT'];

/** Staff of the district, also those of a station or union that lies in it; who speaks for this employer and no other; each in person. */
const offers = (viewer: Viewer, { enterpriseId, districtCode }: Row): boolean => {
  const district = `/city/${districtCode}/`;
  return (
    viewer.personId !== null &&
    (inScope(viewer, district, ...STAFF) ||
      viewer.grants.some(({ role, scopePath }) => STAFF.includes(role) && scopePath.startsWith(district)) ||
      viewer.grants.some(({ role, scopePath }) => role === 'EMPLOYER_REP' && scopePath === `${district}${enterpriseId}/`))
  );
};

/** Who posts vacancies, and takes them back. */
export const vacancyPolicy = definePolicy<Row>()({ postVacancy: offers, withdrawVacancy: offers });
