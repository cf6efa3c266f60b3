import { READERS, scopePaths } from '@union-graph/identity';
import { type ReadContext, raw, type Sql, sql, underPaths } from '@union-graph/subgraph';
import { whileAdvising, whileMediating } from '../mediator/serving.ts';

/**
 * The grants that a viewer may see, as a condition in SQL on `legal_aid_grant g join mediation_case c`: the worker, the lawyer, the case's
 * mediator, and the centre. The other side does not learn of it, whatever else they are.
 */
export const grantScope = ({ viewer, now }: Pick<ReadContext, 'viewer' | 'now'>): Sql => {
  const inPart = underPaths(raw('c.scope_path'), scopePaths(viewer, ...READERS.legalAid.inScope));
  if (viewer.personId === null) return inPart;
  const person = sql`${viewer.personId}::uuid`;
  return sql`(not c.respondent_ids @> array[${person}]::uuid[]
    and (${inPart} or g.member_id = ${person} or g.lawyer_person_id = ${whileAdvising({ now }, person)} or c.mediator_person_id = ${whileMediating({ now }, person)}))`;
};
