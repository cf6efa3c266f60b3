import { newId } from '@union-graph/subgraph';
import { insert, type Sql, testCopies } from '@union-graph/testing';
import { organisation } from '../src/subgraph.ts';
import { buildCard, buildJointUnion, buildMember, buildRequest } from './builders/index.ts';

/** A member who asked for a transfer that nobody accepted, with the card that it froze. */
async function buildLapsing(sql: Sql): Promise<string> {
  const { id, union } = await buildMember(sql, { membership_status: 'TRANSFERRING' });
  const card = await buildCard(sql, id, 'FROZEN');
  await insert(sql, 'membership_transfer', {
    ...{ id: newId(), member_id: id, from_union_id: union.id, to_union_id: (await buildJointUnion(sql)).id },
    ...{ status: 'REQUESTED', requested_at: '2013-10-19T10:00:00+08:00', due_on: '2013-11-18', frozen_card_id: card.id },
  });
  return id;
}

const LAPSED = {
  later: '2013-11-19T10:00:00+08:00',
  query: '{ me { membershipStatus card { status } transfers { status } } }',
};

testCopies(organisation, {
  member: async ({ sql }) => ({
    ...LAPSED,
    memberId: await buildLapsing(sql),
    fields: ({ me }) => ({ membership_status: me.membershipStatus }),
  }),
  card: async ({ sql }) => ({ ...LAPSED, memberId: await buildLapsing(sql), fields: ({ me }) => me.card }),
  membership_transfer: async ({ sql }) => ({ ...LAPSED, memberId: await buildLapsing(sql), fields: ({ me }) => me.transfers[0] }),
  service_request: async ({ sql }) => {
    const requester = await buildMember(sql);
    const { id } = await buildRequest(sql, requester, 'TRIAGED');
    return {
      memberId: requester.id,
      later: '2013-10-23T10:00:00+08:00',
      query: 'query ($id: ID!) { serviceRequest(id: $id) { status } }',
      variables: { id },
      fields: ({ serviceRequest }) => serviceRequest,
    };
  },
});
