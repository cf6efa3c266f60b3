import { INSTITUTIONS } from '../../demo/training-institutions.ts';
import { DISTRICTS } from '../../demo/unions.ts';
import { id } from '../../ids.ts';
import { personName } from '../names.ts';
import { districtPath } from '../unionRows.ts';

/** Where the names of teachers start among the draws of names: after those of members and staff. */
const NAMES_FROM = 30_000_000;
/** The demo data's school in Chaoyang is its college here, too. */
const SCHOOL_OF_CHAOYANG = 'chaoyang';
const CHAOYANG = '110105';

/** Who holds courses in the degree plan. */
export const UNIVERSITY = id('institution', 'radio-tv');

const keyOf = (code: string): string => (code === CHAOYANG ? SCHOOL_OF_CHAOYANG : `college-${code}`);
export const collegeId = (code: string): string => id('institution', keyOf(code));

/** The demo data's institutions, and a college in every other district. */
export const institutionRows = () => [
  ...INSTITUTIONS.map(({ key, nameZh, kind, path }) => ({
    id: id('institution', key),
    name_zh: nameZh as string,
    kind: kind as string,
    scope_path: path,
  })),
  ...DISTRICTS.filter(({ code }) => code !== CHAOYANG).map(({ code, nameZh }) => ({
    id: collegeId(code),
    name_zh: `${nameZh}职工学校`,
    kind: 'DISTRICT_COLLEGE',
    scope_path: districtPath(code),
  })),
];

/** A teacher of an institution, by their number there. */
export const teacherId = (institutionId: string, at: number): string => id('teacher', `city-${institutionId}-${at}`);

/** So many teachers of each of the institutions. */
export function teacherRows(counts: ReadonlyMap<string, number>) {
  let at = NAMES_FROM;
  return [...counts].flatMap(([institution_id, count]) =>
    Array.from({ length: count }, (_, teacher) => ({
      id: teacherId(institution_id, teacher),
      institution_id,
      name_zh: personName(at++),
    })),
  );
}
