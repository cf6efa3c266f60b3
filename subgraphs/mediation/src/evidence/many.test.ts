import { newId } from '@union-graph/subgraph';
import { type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { type BuiltCase, buildCase } from '../../test/build.ts';
import { add, complete, PDF, put } from '../../test/evidence.ts';
import { mediation } from '../subgraph.ts';

describe('many pieces of evidence', () => {
  let subgraph: TestSubgraph;
  let built: BuiltCase;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
  });
  beforeEach(async () => {
    built = await buildCase(subgraph, 'ACCEPTED');
  });
  afterAll(() => subgraph.stop());

  const countOf = async (status: string) =>
    Number(
      (
        await subgraph.sql<{ n: string }>('select count(*) as n from evidence where case_id = $1 and status = $2', [
          built.id,
          status,
        ])
      )[0]?.n,
    );
  const codes = async (calls: readonly ReturnType<typeof add>[]) => {
    const found = (await Promise.all(calls)).map(({ errors }) => errors?.[0]?.extensions.code ?? 'done');
    return Object.fromEntries([...new Set(found)].map((code) => [code, found.filter((one) => one === code).length]));
  };
  const twenty = <Result>(call: (n: number) => Result): Result[] => Array.from({ length: 20 }, (_, n) => call(n));

  test('twenty pieces at one version of the case', async () => {
    expect(await codes(twenty((n) => add(subgraph, built.applicant, built, {}, Buffer.from(`%PDF-${n}`))))).toEqual({ done: 20 });
    expect(await countOf('AWAITED')).toBe(20);
  });

  test('one file announced twenty times is received once', async () => {
    const pieces = await Promise.all(twenty(() => add(subgraph, built.applicant, built)));
    const all = pieces.map(({ data }) => data.addEvidence.evidence);
    await Promise.all(all.map(({ upload }) => put(upload, PDF)));
    const outcome = await codes(all.map(({ id }) => complete(subgraph, built.applicant, id)));
    expect(outcome).toEqual({ done: 1, DUPLICATE: 19 });
    expect(await countOf('RECEIVED')).toBe(1);
  });

  test('a case takes so many pieces and no more', async () => {
    await subgraph.sql(
      `insert into evidence select gen_random_uuid(), $1, $2, 'OTHER', '材料', 'application/pdf', 1, encode(sha256(n::text::bytea), 'hex'), false,
        'RECEIVED', $3, '2013-10-19', '2013-10-20', '2013-10-19', 1 from generate_series(1, 200) n`,
      [built.id, built.partyIds.applicant, newId()],
    );
    expect(await subgraph.code(add(subgraph, built.applicant, built))).toBe('QUOTA_EXCEEDED');
  });

  test('one side cannot complete, see or upload what the other announced', async () => {
    const { evidence } = (await add(subgraph, built.applicant, built)).data.addEvidence;
    const read = '{ mediationCase(id: "$id") { evidence { id upload { url } } } }'.replace('$id', built.id);
    expect((await subgraph.ask(built.respondent, read)).data.mediationCase.evidence).toEqual([]);
    expect((await subgraph.ask(built.mediator.viewer, read)).data.mediationCase.evidence).toEqual([]);
    expect(await subgraph.code(complete(subgraph, built.mediator.viewer, evidence.id))).toBe('NOT_FOUND');
    expect((await put({ ...evidence.upload, url: evidence.upload.url.replace(/signature=.*/, 'signature=x') }, PDF)).status).toBe(
      403,
    );
  });
});
