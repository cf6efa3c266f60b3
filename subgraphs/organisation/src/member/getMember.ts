import { inScope, type Viewer } from '@union-graph/identity';
import {
  forbidden,
  getForUpdate,
  isId,
  notFound,
  Refusal,
  rows,
  sql,
  survivorOf,
  type Tx,
  type Versioned,
} from '@union-graph/subgraph';
import { returnIfLapsed } from '../transfer/sendBack.ts';
import { Member } from './Member.ts';
import { isErased } from './rules.ts';
import { MEMBER_READERS, memberScope, nameScope, seesMember } from './scope.ts';

/**
 * A worker's record, locked for a change; the survivor where the record was merged. A transfer that has lapsed is returned first. `NOT_FOUND` when the
 * viewer may not see it, and for one that was erased: nothing is done to it or refers to it any more, so that it says nothing again.
 */
export const getMember = (tx: Tx, id: string, expectedVersion?: number): Promise<Member> =>
  lock(tx, id, (viewer, member) => !isErased(member) && seesMember(viewer, member), expectedVersion);

/** A record as {@link getMember} gives it, also after its erasure: what the law keeps of a person is theirs to ask for. */
export const getRecord = (tx: Tx, id: string): Promise<Member> => lock(tx, id, seesMember);

const lock = async (
  tx: Tx,
  id: string,
  visible: (viewer: Viewer, member: Member) => boolean,
  expectedVersion?: number,
): Promise<Member> =>
  returnIfLapsed(
    tx,
    await getForUpdate(tx, Member, isId(id) ? await survivorOf(tx.db, id) : id, {
      what: 'member',
      visible,
      ...(expectedVersion === undefined ? {} : { expectedVersion }),
    }).catch(async (refusal: Error) => {
      throw (await refusalToReader(tx, id, 'nameToo')) ?? (await refusalToFormerUnion(tx, id)) ?? refusal;
    }),
  );

/**
 * The refusal of an act on a record that the viewer reads for their own work alone (a case, or the name of who is listed for them), where it is not as if
 * there were none; null for a record that they do not read. With `nameToo` whoever reads the name reads the record.
 */
async function refusalToReader(tx: Tx, id: string, how: 'whole' | 'nameToo'): Promise<Error | null> {
  if (!isId(id)) return null;
  const { viewer } = tx;
  const reads = how === 'whole' ? memberScope(tx, 'm') : sql`(${memberScope(tx, 'm')} or ${nameScope(tx, 'm')})`;
  const [record] = await rows<Member>(
    tx.db,
    sql`select m.id, m.scope_path as "scopePath" from member m where m.id = ${await survivorOf(tx.db, id)} and ${reads}`,
  );
  if (!record || seesMember(viewer, record)) return null;
  return forbidden(viewer, 'You read this record for your own work, and change nothing of it.', {
    kind: 'role',
    anyOf: MEMBER_READERS,
  });
}

/**
 * The refusal for whoever works with the members of the union that a worker left last, and so sees them no more: another officer was faster. It tells no
 * more than that they left. Null for others, and for a record that was erased.
 */
export async function refusalToFormerUnion({ db, viewer }: Tx, id: string): Promise<Error | null> {
  if (!isId(id)) return null;
  const [left] = await rows<Pick<Member, 'id' | 'scopePath'> & { leftPath: string }>(
    db,
    sql`select m.id, m.scope_path as "scopePath", u.scope_path as "leftPath" from member m join trade_union u on u.id = m.left_union_id
      where m.id = ${await survivorOf(db, id)} and m.identity_hash not like 'erased:%'`,
  );
  if (!left || seesMember(viewer, left) || !inScope(viewer, left.leftPath, ...MEMBER_READERS)) return null;
  return new Refusal(
    'INVALID_TRANSITION',
    'This person is no member of your union any more: the membership ended, or moved to another one.',
    {
      rule: '2.1.3',
    },
  );
}

interface OfMember extends Versioned {
  readonly memberId: string;
}

/**
 * A row that hangs on a member, for a change: both locked, the member first, so that no change of the membership slips
 * between. `NOT_FOUND` under the row's own name when the viewer may not see the member.
 */
export async function getWithMember<Row extends OfMember>(
  tx: Tx,
  entity: new () => Row,
  id: string,
  { what, expectedVersion }: { what: string; expectedVersion: number },
): Promise<{ row: Row; member: Member }> {
  const found = isId(id) ? await tx.db.findOneBy<OfMember>(entity as new () => OfMember, { id }) : null;
  const member = found && (await tx.db.findOne(Member, { where: { id: found.memberId }, lock: { mode: 'pessimistic_write' } }));
  if (!member || !seesMember(tx.viewer, member))
    throw (
      (member && ((await refusalToReader(tx, member.id, 'whole')) ?? (await refusalToFormerUnion(tx, member.id)))) ??
      notFound(what, id)
    );
  const row = await getForUpdate(tx, entity, id, { what, visible: () => true, expectedVersion });
  const current = await returnIfLapsed(tx, member);
  if (current === member) return { row, member };
  // The end of the transfer may have changed the row that the client read: its card is good again.
  return { row: await getForUpdate(tx, entity, id, { what, visible: () => true }), member: current };
}
