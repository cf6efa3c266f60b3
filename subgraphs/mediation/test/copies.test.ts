import { newId } from '@union-graph/subgraph';
import { insert, type TestSubgraph, testCopies } from '@union-graph/testing';
import { mediation } from '../src/subgraph.ts';
import { buildCase } from './build.ts';
import { buildLawyer } from './people.ts';

/** A case in mediation with legal aid for its applicant, read when the time for mediation is over. */
async function buildAided(subgraph: TestSubgraph) {
  const { id, applicant, orgId } = await buildCase(subgraph, 'IN_MEDIATION');
  const lawyer = await buildLawyer(subgraph, newId(), [orgId]);
  const memberId = applicant.personId as string;
  await insert(subgraph.sql, 'legal_aid_grant', {
    ...{ id: newId(), case_id: id, member_id: memberId, lawyer_id: lawyer.id, lawyer_person_id: lawyer.personId },
    ...{ scope: 'MEDIATION', granted_on: '2013-10-19', granted_by: 'test', status: 'ACTIVE', version: 1 },
  });
  return {
    memberId,
    viewer: applicant,
    later: '2014-01-20T10:00:00+08:00',
    query: '{ myCases { nodes { status closedAt legalAid { status endedAt outcome } } } }',
  };
}

testCopies(mediation, {
  mediation_case: async (subgraph) => ({
    ...(await buildAided(subgraph)),
    fields: ({ myCases }) => ({
      status: myCases.nodes[0].status,
      closed_at: myCases.nodes[0].closedAt.replace('T', ' ').replace('.000Z', '+00'),
    }),
  }),
  legal_aid_grant: async (subgraph) => ({
    ...(await buildAided(subgraph)),
    fields: ({ myCases }) => {
      const { status, endedAt, outcome } = myCases.nodes[0].legalAid;
      return { status, ended_on: endedAt, outcome };
    },
  }),
});
