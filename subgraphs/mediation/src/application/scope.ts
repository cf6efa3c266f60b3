import { hasRole, READERS, scopePaths } from '@union-graph/identity';
import { type ReadContext, raw, type Sql, sql, underPaths } from '@union-graph/subgraph';
import { aidLasts, filedByViewer, rolesInPart } from '../case/scope.ts';
import { unlessLeft } from '../mediator/hasLeft.ts';
import { whileMediating } from '../mediator/serving.ts';

type Reading = Pick<ReadContext, 'viewer' | 'now'>;

/**
 * Whether the viewer reads the last characters of a party's identity number, as a condition in SQL on `case_party p join mediation_case c`: their
 * own, those of a case that they filed, mediate or look after, and their client's. The other side and its lawyer do not (C-19).
 */
export const identityScope = (ctx: Reading): Sql => {
  const { viewer } = ctx;
  const inPart = underPaths(raw('c.scope_path'), scopePaths(viewer, ...rolesInPart(viewer, READERS.partyIdentity.inScope)));
  if (viewer.personId === null) return inPart;
  const person = sql`${viewer.personId}::uuid`;
  return sql`(${inPart} or ${person} = p.member_id or ${filedByViewer(viewer)} or c.mediator_person_id = ${whileMediating(ctx, person)} or ${isClient(ctx)})`;
};

/** The party to whom the viewer gives legal aid now. */
const isClient = (ctx: Reading): Sql =>
  hasRole(ctx.viewer, 'LAWYER')
    ? sql`exists (select from legal_aid_grant g where g.case_id = c.id and g.member_id = p.member_id
        and g.lawyer_person_id = ${unlessLeft(sql`${ctx.viewer.personId}::uuid`)} and ${aidLasts(ctx)})`
    : raw('false');
