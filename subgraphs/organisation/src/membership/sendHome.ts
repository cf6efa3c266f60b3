import type { Tx } from '@union-graph/subgraph';
import { changeMember } from '../member/changeMember.ts';
import type { Member } from '../member/Member.ts';
import { homePath } from '../member/rules.ts';

/**
 * Gives the record of who applied in vain back to the district of residence. Who became a member of a union meanwhile, by an import or by a merge of
 * two records, stays where that union is.
 */
export const sendHome = (tx: Tx, member: Member): Promise<Member> =>
  changeMember(tx, member, member.unionId === null ? { scopePath: homePath(member.districtCode) } : {});
