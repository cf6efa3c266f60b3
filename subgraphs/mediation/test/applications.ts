import type { Viewer } from '@union-graph/identity';
import { isId } from '@union-graph/subgraph';
import { type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { mediation } from '../src/subgraph.ts';
import { act, buildOrg, placeFirms, TODAY } from './build.ts';

const CASE = `id version caseNo status source isCollective flags receivedAt statutoryDueAt limitation { status until events { kind at } }
  applicants { nameZh idMasked phoneMasked member { id } } representatives { nameZh } respondents { nameZh enterprise { id } } claims { kind amountFen }`;

/** An input with one claim. */
export const claim = (over: object) => ({ claims: [{ kind: 'WAGES', amountFen: '864000', ground: '拖欠工资', ...over }] });

/** Starts mediation with one organisation for the test file that calls this, and gives what applications to it need. */
export function useApplications() {
  let subgraph: TestSubgraph;
  let orgId: string;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
    orgId = await buildOrg(subgraph);
  });
  afterAll(() => subgraph.stop());

  /** A firm of the worker's own, so that tests do not meet at one respondent. */
  const firmOf = (worker: string): string => worker.replace(/.$/, (last) => (Number.parseInt(last, 16) ^ 1).toString(16));
  const input = (worker: string, over: object = {}) => ({
    orgId,
    ownership: 'PRIVATE',
    knewOn: '2013-07-01',
    terminatedOn: '2013-07-19',
    applicants: [{ memberId: worker, nameZh: '李建国' }],
    respondents: [{ enterpriseId: firmOf(worker), nameZh: '某公司' }],
    claims: [{ kind: 'WAGES', amountFen: '864000', ground: '拖欠工资' }],
    ...over,
  });
  /** Applies as given, to the letter. */
  const applyAsIs = (viewer: Viewer, given: object, now = TODAY) =>
    act(subgraph, viewer, 'applyForMediation', given as Record<string, unknown>, now, CASE);
  /** Applies, with the worker's own firm known. */
  const apply = async (viewer: Viewer, given: object, now = TODAY) => {
    const { respondents } = given as { respondents?: readonly { enterpriseId?: string }[] };
    await placeFirms(
      subgraph,
      ...(respondents ?? []).flatMap(({ enterpriseId }) => (isId(enterpriseId ?? '') ? (enterpriseId ?? []) : [])),
    );
    return applyAsIs(viewer, given, now);
  };
  const refusal = async (viewer: Viewer, given: object) => (await apply(viewer, given)).errors?.[0]?.extensions;
  return { subgraph: () => subgraph, orgId: () => orgId, firmOf, input, apply, applyAsIs, refusal };
}
