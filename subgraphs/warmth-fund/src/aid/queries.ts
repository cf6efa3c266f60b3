import { columns, type PageSource, type ReadContext, rows, sql } from '@union-graph/subgraph';
import { AidApplication } from './AidApplication.ts';
import { AidScheme } from './AidScheme.ts';
import { aidScope } from './scope.ts';

export const aidSchemes = ({ db }: ReadContext): Promise<AidScheme[]> =>
  rows(db, sql`select ${columns(AidScheme, 's')} from aid_scheme s order by s.code`);

/** One member's applications, newest first, as far as the viewer may see them; the parent is the member's id. */
export const applicationsOfMember: PageSource<AidApplication> = {
  name: 'applicationsOfMember',
  select: (_, { viewer }) =>
    sql`select ${columns(AidApplication, 'a')} from aid_application a where a.member_id = parent.key::uuid
      and ${aidScope(viewer)}`,
  order: [
    { by: 'appliedAt', type: 'timestamptz', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};
