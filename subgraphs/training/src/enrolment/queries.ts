import type { Viewer } from '@union-graph/identity';
import { columns, type PageSource, raw, type Sql, sql } from '@union-graph/subgraph';
import { personScope } from '../member/scope.ts';
import { Enrolment } from './Enrolment.ts';

const order = [
  { by: 'enrolledAt', type: 'timestamptz', desc: true },
  { by: 'id', type: 'uuid', desc: true },
] as const;

const enrolments = (viewer: Viewer, where: Sql): Sql => sql`select ${columns(Enrolment, 'e')} from enrolment e
  where ${where} and ${personScope(viewer, raw('e.member_id'), raw('e.scope_path'))}`;

/** The viewer's own enrolments. */
export const ownEnrolments: PageSource<Enrolment> = {
  select: (_, { viewer }) => enrolments(viewer, sql`e.member_id = ${viewer.personId}::uuid`),
  order,
};

/** One member's enrolments that the viewer may see; the parent is the member's id. */
export const enrolmentsOfMember: PageSource<Enrolment> = {
  select: (_, { viewer }) => enrolments(viewer, raw('e.member_id = parent.key::uuid')),
  order,
};
