import { scopePaths, type Viewer } from '@union-graph/identity';
import { columns, type PageSource, raw, type Sql, sql, underPaths } from '@union-graph/subgraph';
import { ownIds, personScope } from '../member/scope.ts';
import { Enrolment } from './Enrolment.ts';

const order = [
  { by: 'enrolledAt', type: 'timestamptz', desc: true },
  { by: 'id', type: 'uuid', desc: true },
] as const;

const enrolments = (viewer: Viewer, where: Sql): Sql => sql`select ${columns(Enrolment, 'e')} from enrolment e
  where ${where} and ${personScope(viewer, raw('e.member_id'), raw('e.scope_path'))}`;

/** The viewer's own enrolments, and second places in sessions that stayed with records of theirs that were merged (C-16). */
export const ownEnrolments: PageSource<Enrolment> = {
  name: 'ownEnrolments',
  select: (_, { viewer }) => sql`select ${columns(Enrolment, 'e')} from enrolment e where e.member_id = any(${ownIds(viewer)})`,
  order,
};

/** One member's enrolments that the viewer may see; the parent is the member's id. */
export const enrolmentsOfMember: PageSource<Enrolment> = {
  name: 'enrolmentsOfMember',
  select: (_, { viewer }) => enrolments(viewer, raw('e.member_id = parent.key::uuid')),
  order,
};

/** Who is enrolled in a session, in the order of arrival: all of them for its institution's teachers; the parent is the session's id. */
export const enrolmentsOfSession: PageSource<Enrolment> = {
  name: 'enrolmentsOfSession',
  select: (_, { viewer }) => sql`select ${columns(Enrolment, 'e')} from enrolment e
    join course_session s on s.id = e.session_id join course c on c.id = s.course_id join institution i on i.id = c.institution_id
    where e.session_id = parent.key::uuid and (${underPaths(raw('i.scope_path'), scopePaths(viewer, 'TEACHER', 'INSTITUTION'))}
      or ${personScope(viewer, raw('e.member_id'), raw('e.scope_path'))})`,
  order: [
    { by: 'arrival', type: 'int' },
    { by: 'id', type: 'uuid' },
  ],
};
