import { hasRole, inScope } from '@union-graph/identity';
import { columns, forbidden, type ReadContext, Refusal, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { AgencyDelegate } from './AgencyDelegate.ts';
import { WHOLE_CITY } from './policy.ts';

/** Who acts for which agency: for the city's departments all of them, for others their own. */
export const agencyDelegates = ({ db, viewer }: ReadContext): Promise<AgencyDelegate[]> =>
  rows(
    db,
    sql`select ${columns(AgencyDelegate, 'd')} from agency_delegate d where d.agency_code is not null
      and (${inScope(viewer, WHOLE_CITY, 'CITY_DEPT', 'AUDITOR')} or d.person_id = ${viewer.personId}::uuid) order by d.agency_code, d.person_id`,
  );

/** The agency for which the viewer acts here; null for one who acts for none. */
export async function agencyOf({ db, viewer }: Pick<Tx, 'db' | 'viewer'>): Promise<string | null> {
  if (!hasRole(viewer, 'LINKED_PARTY') || viewer.personId === null) return null;
  const [delegate] = await rows<{ code: string | null }>(
    db,
    sql`select d.agency_code as code from agency_delegate d where d.person_id = ${viewer.personId} for share`,
  );
  return delegate?.code ?? null;
}

/** Throws `FORBIDDEN` unless the viewer acts here for the agency. */
export async function requireAgency(tx: Tx, code: string): Promise<void> {
  const what = `Only a delegate of the agency "${code}" may do this.`;
  if (!hasRole(tx.viewer, 'LINKED_PARTY')) throw forbidden(tx.viewer, what, { kind: 'role', anyOf: ['LINKED_PARTY'] });
  if ((await agencyOf(tx)) !== code) throw forbidden(tx.viewer, what, { kind: 'person', anyOf: [`delegate of ${code}`] });
}

/** The codes of agencies that an act names, each once. `BAD_USER_INPUT` for one that is named twice, `NOT_FOUND` for one that there is not. */
export async function checkedAgencies({ db }: Tx, codes: readonly string[], field: string): Promise<readonly string[]> {
  refuseIf(new Set(codes).size < codes.length, 'BAD_USER_INPUT', 'Each agency is named once.', { field });
  const known = await rows<{ code: string }>(db, sql`select a.code from agency a where a.code = any(${codes})`);
  const missing = codes.find((code) => !known.some((one) => one.code === code));
  if (missing === undefined) return codes;
  throw new Refusal('NOT_FOUND', `There is no agency "${missing}" with which training works.`, { field });
}
