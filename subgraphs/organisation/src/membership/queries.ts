import { READERS, scopePaths } from '@union-graph/identity';
import { columns, empty, type PageSource, type ReadContext, raw, type Sql, sql, underPaths } from '@union-graph/subgraph';
import type { MembershipApplicationStatus } from '../schema.gen.ts';
import { MembershipApplication } from './MembershipApplication.ts';

/** The applications that the viewer may see: their own, those they sent, and those sent to unions in their part of the tree. */
export const visibleApplications = ({ viewer }: ReadContext, where: Sql): Sql => sql`select ${columns(MembershipApplication, 'a')}
  from membership_application a join trade_union u on u.id = a.union_id
  where (${viewer.personId}::uuid in (a.member_id, a.submitted_by_id) or ${underPaths(raw('u.scope_path'), scopePaths(viewer, ...READERS.membershipApplication.inScope))}) ${where}`;

/** The viewer's own applications and those sent to unions in their part of the tree. */
export const membershipApplications: PageSource<
  MembershipApplication,
  { status?: MembershipApplicationStatus | null | undefined }
> = {
  name: 'membershipApplications',
  select: ({ status }, ctx) => visibleApplications(ctx, status ? sql`and a.status = ${status}` : empty),
  order: [
    { by: 'submittedAt', type: 'timestamptz' },
    { by: 'id', type: 'uuid' },
  ],
};
