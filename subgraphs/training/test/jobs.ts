import { newId } from '@union-graph/subgraph';
import { insert, type Row, type TestSubgraph } from '@union-graph/testing';
import { UNION } from './builders.ts';

/** A vacancy in Fengtai that is open until a day after the tests' own. */
export const buildVacancy = async (sql: TestSubgraph['sql'], given: Row = {}): Promise<string> => {
  const id = newId();
  await insert(sql, 'job_vacancy', {
    id,
    enterprise_id: newId(),
    title_zh: '装配钳工',
    wage_from_fen: '320000',
    wage_to_fen: '450000',
    minimum_wage_fen: '140000',
    district_code: '110106',
    posted_on: '2013-09-20',
    open_until: '2013-10-31',
    posted_by: newId(),
    ...given,
  });
  return id;
};

/** A referral that a request to 12351 brought and that seeks a vacancy. */
export const buildSeeking = async (sql: TestSubgraph['sql'], given: Row = {}): Promise<string> => {
  const id = newId();
  await insert(sql, 'job_referral', {
    id,
    service_request_id: newId(),
    request_version: 3,
    member_id: newId(),
    district_code: '110106',
    scope_path: UNION,
    status: 'SEEKING',
    due_at: '2013-10-30T02:00:00Z',
    received_at: '2013-10-15T02:00:00Z',
    ...given,
  });
  return id;
};
