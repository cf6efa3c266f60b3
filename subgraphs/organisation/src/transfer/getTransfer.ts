import { inScope, READERS } from '@union-graph/identity';
import { columns, getForUpdate, isId, notFound, rows, sql, type Tx } from '@union-graph/subgraph';
import { Member } from '../member/Member.ts';
import { Union } from '../union/Union.ts';
import { MembershipTransfer } from './MembershipTransfer.ts';

export interface LockedTransfer {
  readonly transfer: MembershipTransfer;
  readonly member: Member;
  readonly from: Union;
  readonly to: Union;
}

/**
 * Two unions that stay as they are: who ends, moves or renames one waits. Other transfers do not; the counts are locked when
 * they change (`moveMember`).
 */
export async function holdUnions(tx: Tx, fromId: string, toId: string): Promise<{ from: Union; to: Union }> {
  if (!isId(toId)) throw notFound('union', toId);
  const found = await rows<Union>(
    tx.db,
    sql`select ${columns(Union, 'u')} from trade_union u where u.id = any(${[fromId, toId]}::uuid[]) order by u.id for key share`,
  );
  const [from, to] = [fromId, toId].map((id) => found.find((union) => union.id === id.toLowerCase()));
  if (!from || !to) throw notFound('union', from ? toId : fromId);
  return { from, to };
}

/**
 * A transfer with its unions, which stay as they are, and its member, locked before it. `NOT_FOUND` unless it is the viewer's own or one of the
 * two unions lies in their part of the tree.
 */
export async function getTransfer(tx: Tx, transferId: string, expectedVersion?: number): Promise<LockedTransfer> {
  const found = isId(transferId) ? await tx.db.findOneBy(MembershipTransfer, { id: transferId }) : null;
  if (!found) throw notFound('transfer', transferId);
  const { from, to } = await holdUnions(tx, found.fromUnionId, found.toUnionId);
  const member = await getForUpdate(tx, Member, found.memberId, { what: 'member', visible: () => true });
  const transfer = await getForUpdate(tx, MembershipTransfer, transferId, {
    what: 'transfer',
    visible: (viewer) =>
      viewer.personId === member.id ||
      inScope(viewer, from.scopePath, ...READERS.membershipTransfer.inScope) ||
      inScope(viewer, to.scopePath, ...READERS.membershipTransfer.inScope),
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
  });
  return { transfer, member, from, to };
}

/** What the policy asks of a transfer. */
export const matterOf = ({ member, from, to }: Omit<LockedTransfer, 'transfer'>) => ({
  memberId: member.id,
  fromPath: from.scopePath,
  toPath: to.scopePath,
});
