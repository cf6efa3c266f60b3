import { type DirectoryEntry, type DirectoryKind, newId } from '@union-graph/subgraph';
import type { Sql } from './rows.ts';

/** Puts an entry into what a service knows of organisation's registers, and gives its id; a fresh one, of the whole city, unless told. */
export async function listed(
  sql: Sql,
  kind: DirectoryKind,
  {
    entryId = newId(),
    detail = 'ANY',
    scopePath = '/city/',
    nameHash = null,
    hasEnded = false,
    beginsOn = null,
  }: Partial<DirectoryEntry> = {},
): Promise<string> {
  await sql(
    `insert into directory_entry (entry_id, kind, detail, scope_path, name_hash, has_ended, begins_on, seen_version) values ($1, $2, $3, $4, $5, $6, $7, 1)
     on conflict on constraint directory_entry_pk do nothing`,
    [entryId, kind, detail, scopePath, nameHash, hasEnded, beginsOn],
  );
  return entryId;
}

/** Makes the record of a worker known, as organisation tells, and gives its id; a fresh one of one district and without a name unless told. */
export async function knownMember(
  sql: Sql,
  memberId: string = newId(),
  nameHash: string | null = null,
  scopePath = '/city/110105/',
): Promise<string> {
  await sql(
    `insert into known_member (member_id, name_hash, scope_path, seen_version) values ($1, $2, $3, 1)
     on conflict on constraint known_member_pk do nothing`,
    [memberId, nameHash, scopePath],
  );
  return memberId;
}
