import type { Viewer } from '@union-graph/identity';
import { type Batch, columns, grouped, type PageSource, raw, rows, type Sql, sql, type Tx } from '@union-graph/subgraph';
import { OWNER_ROLES } from '../registry/policy.ts';
import { ChangeAcknowledgement } from './ChangeAcknowledgement.ts';

/** Acknowledgements that match a condition about `c`. */
export const findAcknowledgements = ({ db }: Pick<Tx, 'db'>, where: Sql): Promise<ChangeAcknowledgement[]> =>
  rows(
    db,
    sql`select ${columns(ChangeAcknowledgement, 'c')} from change_acknowledgement c where ${where} order by c.party, c.party_id`,
  );

/** The viewer's scope of acknowledgements, as SQL: what is taken from the viewer's own agreement, application or subgraph. */
export function partyScope({ kind, clientId, personId, grants, agreement }: Viewer, alias: string): Sql {
  const row = raw(alias);
  if (agreement !== undefined) return raw('false');
  if (kind === 'client')
    return sql`((${row}.party = 'PARTNER' and ${row}.party_id in (select id::text from data_sharing_agreement where client_id = ${clientId}))
      or (${row}.party = 'APPLICATION' and ${row}.party_id in (select id::text from client_application where publisher_client_id = ${clientId})))`;
  if (personId === null) return raw('false');
  const unions = grants.flatMap(({ role, unionId }) => (OWNER_ROLES.includes(role) && unionId ? [unionId] : []));
  return sql`(${row}.party = 'SUBGRAPH' and ${row}.party_id in (select name from registered_subgraph where owner_union_id = any(${unions}::uuid[])))`;
}

/** What waits for the viewer's own word, the newest first. */
export const changesToAcknowledge: PageSource<ChangeAcknowledgement> = {
  name: 'changesToAcknowledge',
  select: (_, { viewer }) => sql`select ${columns(ChangeAcknowledgement, 'c')}
    from change_acknowledgement c join schema_version v on v.id = c.version_id and v.state = 'PROPOSED'
    where c.decision = 'PENDING' and ${partyScope(viewer, 'c')}`,
  order: [{ by: 'id', type: 'uuid', desc: true }],
};

/** The acknowledgements of versions, those of partners first. They are read below a version that the viewer may read. */
export const acknowledgementsOfVersion: Batch<string, ChangeAcknowledgement[]> = async (ctx, ids) =>
  grouped(ids, await findAcknowledgements(ctx, sql`c.version_id = any(${ids}::uuid[])`), ({ versionId }) => versionId);
