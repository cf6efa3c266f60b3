import { memberListed } from '@union-graph/events';
import { identityProof } from '@union-graph/identity';
import { memberNameHash, type Tx } from '@union-graph/subgraph';
import type { Member } from './Member.ts';
import { homePath, isMergedAway } from './rules.ts';

type Listed = Pick<
  Member,
  | 'id'
  | 'version'
  | 'nameZh'
  | 'identityHash'
  | 'unionId'
  | 'scopePath'
  | 'employerId'
  | 'districtCode'
  | 'membershipStatus'
  | 'diedOn'
>;

/**
 * Tells other services what this worker's record says today: that their acts may name it, where it lies in the union tree, whom it has as
 * employer, whether and when the person has died, and whether a typed identity number is theirs. A record that was merged lies outside the tree; it is told of in the district of residence, as
 * acts may name it again when the merge is taken back. Of whether the person lives it says nothing: that the survivor's record says.
 */
export const publishMemberListed = (tx: Tx, member: Listed): Promise<void> => {
  const { id, nameZh, identityHash, unionId, employerId, districtCode, membershipStatus, diedOn } = member;
  const isGone = isMergedAway(member);
  return tx.publish(memberListed, member, {
    unionId,
    scopePath: isGone ? homePath(districtCode) : member.scopePath,
    employerId,
    nameHash: memberNameHash(id, nameZh),
    ...(isGone ? {} : { hasDied: membershipStatus === 'DECEASED', diedOn }),
    identityProof: identityProof(identityHash),
  });
};
