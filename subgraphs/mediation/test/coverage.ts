import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { insert, type TestSubgraph } from '@union-graph/testing';

const FIELDS =
  'on employers covered coveredBp aboveScale aboveScaleWithWages aboveScaleWithWagesBp workers workersCovered workersWithWages';

interface Given {
  readonly kind?: string;
  readonly wages?: boolean;
  readonly growth?: number | null;
  readonly from?: string;
  readonly to?: string;
  readonly objected?: boolean;
  readonly covers: readonly (readonly [employerId: string, workers: number | null])[];
}

/** Rows of employers and contracts in force, and what is counted of them. */
export function coverageRows(subgraph: () => TestSubgraph, unionId: string) {
  const place = (data: object, subject: string = newId(), aggregateversion = 1) =>
    subgraph().send({ type: 'organisation.enterprise.placed', subject, aggregateversion, data });
  const employer = async (more: object = {}): Promise<string> => {
    const id = newId();
    expect(await place({ districtCode: '110105', aboveScale: false, unionId, headcount: 100, ...more }, id)).toBe(204);
    return id;
  };
  const contract = async ({
    kind = 'COLLECTIVE',
    wages = kind === 'WAGE_SPECIAL',
    growth = null,
    from = '2013-01-01',
    to = '2013-12-31',
    objected = false,
    covers,
  }: Given) => {
    const id = newId();
    await insert(subgraph().sql, 'collective_contract', {
      id,
      kind,
      workers_side_id: unionId,
      workers_covered: 1,
      has_wage_terms: wages,
      wage_growth_bp: growth,
      term_from: from,
      term_to: to,
      signed_on: '2012-12-10',
      file_by: '2012-12-20',
      filed_on: '2012-12-18',
      objection_by: '2013-01-04',
      publish_by: '2013-01-14',
      renewal_from: to,
      objection: objected ? '不合格' : null,
      objected_on: objected ? '2013-01-03' : null,
      scope_path: '/city/110105/',
      version: 1,
    });
    for (const [enterpriseId, workers] of covers)
      await insert(subgraph().sql, 'collective_contract_employer', { contract_id: id, enterprise_id: enterpriseId, workers });
  };
  const clear = () =>
    subgraph().sql(
      'truncate collective_contract, collective_contract_employer, employer_place, event_delivery, bargaining_round cascade',
    );
  const coverage = async (args: string | undefined, now: string, viewer: Viewer) =>
    (await subgraph().ask(viewer, `{ contractCoverage${args ?? ''} { ${FIELDS} } }`, {}, now)).data.contractCoverage;
  return { place, employer, contract, clear, coverage };
}
