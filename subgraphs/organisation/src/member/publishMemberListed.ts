import { memberListed } from '@union-graph/events';
import { memberNameHash, type Tx } from '@union-graph/subgraph';
import type { Member } from './Member.ts';

type Listed = Pick<Member, 'id' | 'version' | 'nameZh' | 'unionId' | 'scopePath' | 'employerId'>;

/** Tells other services that there is this worker's record, which their acts may name from now on, and whom it has as employer. */
export const publishMemberListed = (tx: Tx, member: Listed): Promise<void> => {
  const { id, nameZh, unionId, scopePath, employerId } = member;
  return tx.publish(memberListed, member, { unionId, scopePath, employerId, nameHash: memberNameHash(id, nameZh) });
};
