import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import { TrainingModule } from '../course/TrainingModule.ts';

/** Who sponsors programmes, in the order in which they were named. */
export const sponsorsOfProgramme: Batch<string, { programmeId: string; code: string }[]> = async ({ db }, ids) => {
  const found = await rows<{ programmeId: string; code: string }>(
    db,
    sql`select s.programme_id as "programmeId", s.agency_code as code from training_programme_sponsor s
    where s.programme_id = any(${ids}::uuid[]) order by s.position`,
  );
  return grouped(ids, found, ({ programmeId }) => programmeId);
};

/** The modules of programmes, in the order of the project. */
export const modulesOfProgramme: Batch<string, (TrainingModule & { programmeId: string })[]> = async ({ db }, ids) => {
  const found = await rows<TrainingModule & { programmeId: string }>(
    db,
    sql`select ${columns(TrainingModule, 'm')}, p.programme_id as "programmeId" from training_programme_module p
    join training_module m on m.code = p.module_code where p.programme_id = any(${ids}::uuid[]) order by m.position`,
  );
  return grouped(ids, found, ({ programmeId }) => programmeId);
};

/** How many workers programmes have reached: with a place in a session of their modules that begins in their year. */
export const headcountOfProgramme: Batch<string, number> = async ({ db }, ids) => {
  const found = await rows<{ id: string; headcount: number }>(
    db,
    sql`select p.id, count(distinct e.member_id)::int as headcount from training_programme p
    join training_programme_module m on m.programme_id = p.id join course c on c.module_code = m.module_code
    join course_session s on s.course_id = c.id
      and s.starts_at >= (make_date(p.year, 1, 1)::timestamp at time zone 'Asia/Shanghai')
      and s.starts_at < (make_date(p.year + 1, 1, 1)::timestamp at time zone 'Asia/Shanghai')
    join enrolment e on e.session_id = s.id and e.status in ('CONFIRMED', 'ATTENDING', 'PASSED', 'FAILED')
    where p.id = any(${ids}::uuid[]) group by p.id`,
  );
  return inOrder(ids, found, ({ id }) => id).map((row) => row?.headcount ?? 0);
};
