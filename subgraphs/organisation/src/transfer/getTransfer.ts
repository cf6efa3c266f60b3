import { inScope } from '@union-graph/identity';
import { getForUpdate, isId, notFound, type Tx } from '@union-graph/subgraph';
import { Member } from '../member/Member.ts';
import { MEMBER_READERS } from '../member/scope.ts';
import { Union } from '../union/Union.ts';
import { MembershipTransfer } from './MembershipTransfer.ts';

export interface LockedTransfer {
  readonly transfer: MembershipTransfer;
  readonly member: Member;
  readonly from: Union;
  readonly to: Union;
}

/** Two unions, locked in the order of their ids, so that two transfers in opposite directions do not wait for each other. */
export async function lockUnions(tx: Tx, fromId: string, toId: string): Promise<{ from: Union; to: Union }> {
  const locked = new Map<string, Union>();
  for (const id of [fromId, toId].sort())
    locked.set(id, await getForUpdate(tx, Union, id, { what: 'union', visible: () => true }));
  return { from: locked.get(fromId) as Union, to: locked.get(toId) as Union };
}

/**
 * A transfer with its unions and member, all locked in this order. `NOT_FOUND` unless it is the viewer's own or one of the
 * two unions lies in their part of the tree.
 */
export async function getTransfer(tx: Tx, transferId: string, expectedVersion?: number): Promise<LockedTransfer> {
  const found = isId(transferId) ? await tx.db.findOneBy(MembershipTransfer, { id: transferId }) : null;
  if (!found) throw notFound('transfer', transferId);
  const { from, to } = await lockUnions(tx, found.fromUnionId, found.toUnionId);
  const member = await getForUpdate(tx, Member, found.memberId, { what: 'member', visible: () => true });
  const transfer = await getForUpdate(tx, MembershipTransfer, transferId, {
    what: 'transfer',
    visible: (viewer) =>
      viewer.personId === member.id ||
      inScope(viewer, from.scopePath, ...MEMBER_READERS) ||
      inScope(viewer, to.scopePath, ...MEMBER_READERS),
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
