import { newId } from '@union-graph/subgraph';
import { member, testCopies } from '@union-graph/testing';
import { training } from '../src/subgraph.ts';
import { builders, UNION } from './builders.ts';
import { ACCOUNT, creditActs } from './credits.ts';

testCopies(training, {
  enrolment: async (subgraph) => {
    const { session, insert } = builders(subgraph);
    const memberId = newId();
    const { id } = await session({ arrivals: 1, offered_count: 1 });
    await insert('enrolment', {
      ...{ id: newId(), member_id: memberId, session_id: id, status: 'OFFERED', arrival: 1 },
      ...{ enrolled_at: '2013-10-12', offer_expires_at: '2013-10-20T02:00:00Z', scope_path: UNION },
    });
    return {
      memberId,
      viewer: member(memberId, UNION),
      later: '2013-10-20T10:00:00+08:00',
      query: '{ myEnrolments { nodes { status } } }',
      fields: ({ myEnrolments }) => ({ status: myEnrolments.nodes[0].status }),
    };
  },
  credit_entry: async (subgraph) => {
    const acts = creditActs(subgraph);
    const worker = await acts.worker();
    await acts.stored(worker);
    return {
      memberId: worker.memberId,
      viewer: member(worker.memberId, UNION),
      later: '2033-10-20T10:00:00+08:00',
      query: ACCOUNT,
      variables: { memberId: worker.memberId },
      fields: ({ creditAccount }) => ({ status: creditAccount.entries[0].status }),
    };
  },
});
