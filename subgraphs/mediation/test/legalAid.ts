import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { caller, type TestSubgraph } from '@union-graph/testing';
import { type BuiltCase, buildLawyer } from './build.ts';

export const NOW = '2013-10-19T10:00:00+08:00';
export const GRANT =
  'grant { id version status scope grantedAt endedAt outcome minutes work { workedOn minutes note } lawyer { id } }';

/** What the tests of legal aid call in one organisation; it is built when the first of them runs. */
export function legalAidCalls(world: () => { readonly subgraph: TestSubgraph; readonly orgId: string }) {
  const lawyer = () => buildLawyer(world().subgraph, newId(), [world().orgId]);
  const call = (verb: string, fields: string, input: object, viewer: Viewer, now = NOW) =>
    caller(world().subgraph)(verb, fields, input, viewer, now);
  const refusal = async (answer: ReturnType<typeof call>) => (await answer).errors?.[0]?.extensions;
  const grant = (c: BuiltCase, { id }: { id: string }, more: object = {}, viewer: Viewer = c.centre) =>
    call(
      'grantLegalAid',
      `${GRANT} case { version }`,
      { caseId: c.id, expectedVersion: 1, memberId: c.applicant.personId, lawyerId: id, scope: 'ARBITRATION', ...more },
      viewer,
    );
  const read = async (c: BuiltCase, viewer: Viewer) =>
    (await world().subgraph.ask(viewer, 'query ($id: ID!) { mediationCase(id: $id) { legalAid { status } } }', { id: c.id }, NOW))
      .data?.mediationCase?.legalAid;
  return { lawyer, call, refusal, grant, read };
}
