import { newId } from '@union-graph/subgraph';
import { insert, type Row, staff, type TestSubgraph } from '@union-graph/testing';
import { builders, CHAOYANG, UNION } from './builders.ts';

/** Who teaches at the school of the builders. */
export const TEACHER = staff(newId(), 'TEACHER', CHAOYANG);

/** A place in a domestic-service course that began on 2013-10-12. */
export async function domesticPlace(subgraph: TestSubgraph, given: Row = {}, ofCourse: Row = {}) {
  const build = builders(subgraph);
  const session = await build.session(
    { capacity: 5, starts_at: '2013-10-12T01:00:00Z', ends_at: '2013-10-13T09:00:00Z', enrolled_count: 1, arrivals: 1 },
    { kind: 'DOMESTIC_SERVICE', ...ofCourse },
  );
  return build.insert('enrolment', {
    id: newId(),
    member_id: newId(),
    session_id: session.id,
    status: 'CONFIRMED',
    arrival: 1,
    enrolled_at: '2013-09-20T02:00:00Z',
    scope_path: UNION,
    ...given,
  });
}

const BODIES = ['FEDERATION', 'COMMERCE', 'FINANCE'];

/** A job-ready certificate with so many signatures. */
export async function jobReady(subgraph: TestSubgraph, signatures: 0 | 1 | 2 | 3, given: Row = {}) {
  const { sql } = subgraph;
  const { id: institutionId } = await insert(sql, 'institution', {
    id: newId(),
    name_zh: '朝阳区职工学校',
    kind: 'DISTRICT_COLLEGE',
    scope_path: CHAOYANG,
  });
  const row = {
    id: newId(),
    member_id: newId(),
    institution_id: institutionId,
    exam_score: 85,
    exam_on: '2013-10-12',
    examined_by: newId(),
    recorded_at: '2013-10-12T09:00:00Z',
    status: ['EXAM_PASSED', 'SIGNING', 'SIGNING', 'ISSUED'][signatures],
    badge_no: signatures === 3 ? `JZ2012${newId().slice(-6)}` : null,
    issued_on: signatures === 3 ? '2013-10-15' : null,
    scope_path: UNION,
    ...given,
  };
  const names = Object.keys(row);
  await sql(
    `with held as (insert into job_ready_certificate (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')}) returning id)
     insert into job_ready_signature select id, body, gen_random_uuid(), '2013-10-14' from held, unnest('{${BODIES.slice(0, signatures).join(',')}}'::text[]) as body`,
    Object.values(row),
  );
  return row;
}
