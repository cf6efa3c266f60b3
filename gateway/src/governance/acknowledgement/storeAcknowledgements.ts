import { civilDay, insertRows, lastDayOf, newId, rows, type Sql, sql, type Tx, updateRow } from '@union-graph/subgraph';
import type { SchemaVersion } from '../registry/SchemaVersion.ts';
import { numbers } from '../rule/numbers.ts';
import { type AffectedParty, changeHashOf } from './affectedParties.ts';
import { ChangeAcknowledgement } from './ChangeAcknowledgement.ts';
import { findAcknowledgements } from './queries.ts';

/** What must be known of a version to ask for acknowledgements. */
interface AskedVersion {
  readonly version: SchemaVersion;
  /** The SDL that the version would replace; null when there is none. */
  readonly currentSdl: string | null;
  readonly parties: readonly AffectedParty[];
}

const UNDECIDED = {
  decision: 'PENDING',
  waivesNotice: false,
  decidedBy: null,
  decidedByClient: null,
  decidedAt: null,
  reason: null,
} as const;

/**
 * Keeps, for each party, what a version takes from it. What a party said holds while the change is the same for it: when more or something else is taken it is
 * asked anew, and when nothing is taken any more its acknowledgement is void.
 */
export async function askParties(tx: Tx, { version, currentSdl, parties }: AskedVersion): Promise<void> {
  const known = await findAcknowledgements(tx, sql`c.version_id = ${version.id}`);
  const keyOf = ({ party, partyId }: Pick<AffectedParty, 'party' | 'partyId'>): string => `${party} ${partyId}`;
  const knownByKey = new Map(known.map((one) => [keyOf(one), one]));
  const days = tx.number(numbers.CHANGE_NOTICE_DAYS);
  const noticeUntil = await lastDayOf(tx.db, civilDay(version.publishedAt), { days });
  const fresh: ChangeAcknowledgement[] = [];
  for (const party of parties) {
    const [found, changeHash] = [knownByKey.get(keyOf(party)), changeHashOf(version, currentSdl, party)];
    const told = { loses: [...party.loses], changeHash, noticeUntil: party.party === 'PARTNER' ? noticeUntil : null };
    knownByKey.delete(keyOf(party));
    if (!found)
      fresh.push({
        ...{ id: newId(), versionId: version.id, sdlHash: version.sdlHash, party: party.party, partyId: party.partyId },
        ...{ ...told, ...UNDECIDED, version: 1 },
      });
    else if (found.changeHash !== changeHash || found.decision === 'VOID')
      await updateRow(tx.db, ChangeAcknowledgement, found, { ...told, ...UNDECIDED });
  }
  await insertRows(tx.db, ChangeAcknowledgement, fresh);
  for (const gone of knownByKey.values())
    if (gone.decision !== 'VOID') await updateRow(tx.db, ChangeAcknowledgement, gone, { decision: 'VOID' });
}

/** Whether somebody must still say something to a version, besides the given acknowledgement. */
export const isAwaited = (ctx: Pick<Tx, 'db'>, versionId: string, except: string | null = null): Promise<boolean> =>
  hasAny(ctx, sql`c.version_id = ${versionId} and c.decision = 'PENDING' and c.id is distinct from ${except}::uuid`);

const hasAny = async ({ db }: Pick<Tx, 'db'>, where: Sql): Promise<boolean> =>
  (await rows(db, sql`select from change_acknowledgement c where ${where} limit 1`)).length > 0;
