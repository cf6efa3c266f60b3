import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { eventually, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { joinCase } from '../../test/applicants.ts';
import { type BuiltCase, buildCase, buildLawyer, PATH } from '../../test/build.ts';
import { add, complete, handIn, PDF, put, sha256 } from '../../test/evidence.ts';
import { mediation } from '../subgraph.ts';

describe('evidence', () => {
  let subgraph: TestSubgraph;
  let built: BuiltCase;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
  });
  beforeEach(async () => {
    built = await buildCase(subgraph, 'IN_MEDIATION');
  });
  afterAll(() => subgraph.stop());

  const read = async (viewer: Viewer): Promise<{ id: string; status: string }[] | null> => {
    const { data } = await subgraph.ask(viewer, `{ mediationCase(id: "${built.id}") { evidence { id status } } }`);
    return data.mediationCase?.evidence ?? null;
  };
  const ids = async (viewer: Viewer) => (await read(viewer))?.map(({ id }) => id) ?? null;

  test('is announced, uploaded, completed, and downloaded as it was', async () => {
    const { evidence, case: row } = (await add(subgraph, built.applicant, built)).data.addEvidence;
    expect(evidence).toMatchObject({ status: 'AWAITED', bytes: PDF.length, download: null, party: { side: 'APPLICANT' } });
    expect(row.version).toBe(1);
    expect(await put(evidence.upload, PDF)).toMatchObject({ status: 200 });
    const done = (await complete(subgraph, built.applicant, evidence.id)).data.completeEvidence.evidence;
    expect(done).toMatchObject({ status: 'RECEIVED', upload: null, version: 2, sha256: sha256(PDF) });
    const answer = await fetch(done.download.url);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(PDF);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="file"; filename*=UTF-8''${encodeURIComponent('劳动合同.pdf')}`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
    });
    expect(await subgraph.code(complete(subgraph, built.applicant, evidence.id))).toBe('VERSION_CONFLICT');
    expect(await subgraph.code(add(subgraph, built.applicant, built))).toBe('DUPLICATE');
  });

  test('who reads which piece (C-19)', async () => {
    const { id: lawyerId, personId: lawyer } = await buildLawyer(subgraph);
    await subgraph.sql('update mediation_case set lawyer_id = $2, lawyer_person_id = $3 where id = $1', [
      built.id,
      lawyerId,
      lawyer,
    ]);
    const open = await handIn(subgraph, built.applicant, built);
    const secret = await handIn(subgraph, built.applicant, built, { confidential: true }, Buffer.from('%PDF-secret'));
    const theirs = await handIn(
      subgraph,
      built.respondent,
      built,
      { partyId: built.partyIds.respondent, confidential: true },
      Buffer.from('%PDF-theirs'),
    );
    const awaited = (await add(subgraph, built.applicant, built, {}, Buffer.from('%PDF-later'))).data.addEvidence.evidence;
    const all = [open.id, secret.id, theirs.id];
    expect(await ids(built.applicant)).toEqual([open.id, secret.id, awaited.id]);
    expect(await ids(built.respondent)).toEqual([open.id, theirs.id]);
    expect(await ids(built.mediator.viewer)).toEqual(all);
    expect(await ids(member(lawyer))).toEqual(all);
    expect(await ids(built.centre)).toEqual([]);
    expect(await ids(staff(newId(), 'MEDIATOR', PATH))).toEqual([]);
    expect(await ids(staff(newId(), 'CITY_DEPT'))).toEqual([]);
    for (const viewer of [member(newId()), staff(newId(), 'HOTLINE_AGENT')]) expect(await ids(viewer)).toBeNull();
    // A mediator who is a party reads as a party.
    await subgraph.sql('update mediation_case set mediator_person_id = $2 where id = $1', [built.id, built.respondent.personId]);
    expect(await ids(built.respondent)).toEqual([open.id, theirs.id]);
  });

  test('each side hands in its own', async () => {
    const { respondent } = built.partyIds;
    expect(await subgraph.code(add(subgraph, built.applicant, built, { partyId: respondent }))).toBe('FORBIDDEN');
    expect(await subgraph.code(add(subgraph, built.respondent, built))).toBe('FORBIDDEN');
    expect(await subgraph.code(add(subgraph, built.respondent, built, { partyId: respondent }))).toBeNull();
    expect(await subgraph.code(add(subgraph, built.mediator.viewer, built))).toBeNull();
    expect(await subgraph.code(add(subgraph, built.centre, built))).toBe('FORBIDDEN');
    expect(await subgraph.code(add(subgraph, member(newId()), built))).toBe('NOT_FOUND');
    const other = await buildCase(subgraph, 'IN_MEDIATION');
    expect(await subgraph.code(add(subgraph, built.applicant, built, { partyId: other.partyIds.applicant }))).toBe('NOT_FOUND');
    const filer = newId();
    await subgraph.sql('update mediation_case set filed_by = $2 where id = $1', [built.id, filer]);
    expect(await subgraph.code(add(subgraph, staff(filer, 'STATION_STAFF', '/city/110105/station/'), built))).toBeNull();
    expect(
      await subgraph.code(add(subgraph, staff(filer, 'STATION_STAFF', '/city/110105/station/'), built, { partyId: respondent })),
    ).toBe('FORBIDDEN');
  });

  test('nobody hands in a piece as somebody else’s beside them, but whom they elected; who left hands in nothing', async () => {
    const second = await joinCase(subgraph, built);
    const as = (viewer: Viewer, partyId: string) => subgraph.code(add(subgraph, viewer, built, { partyId }));
    expect(await as(built.applicant, second.partyId)).toBe('FORBIDDEN');
    expect(await as(second.viewer, built.partyIds.applicant)).toBe('FORBIDDEN');
    expect(await as(second.viewer, second.partyId)).toBeNull();
    const elected = await joinCase(subgraph, built, true);
    expect(await as(elected.viewer, second.partyId)).toBeNull();
    expect(await as(elected.viewer, built.partyIds.respondent)).toBe('FORBIDDEN');
    await subgraph.sql(`update case_party set left_at = now(), left_as = 'WITHDRAWN' where id = $1`, [second.partyId]);
    expect(await as(built.mediator.viewer, second.partyId)).toBe('VALIDATION_FAILED');
  });

  test.each([
    ['200 MB', { bytes: 209_715_200 }, 'bytes'],
    ['nothing', { bytes: 0 }, 'bytes'],
    ['a page of the web', { contentType: 'text/html' }, 'contentType'],
    ['a program', { contentType: 'application/x-msdownload' }, 'contentType'],
    ['half a hash', { sha256: 'abc' }, 'sha256'],
    ['no name', { nameZh: ' ' }, 'nameZh'],
  ])('is not announced: %s', async (_, over, field) => {
    const { errors } = await add(subgraph, built.applicant, built, over);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field });
  });

  test('another file than the announced one is not taken', async () => {
    const { evidence } = (await add(subgraph, built.applicant, built)).data.addEvidence;
    const other = Buffer.from(PDF);
    other[9] = 0x21;
    expect(await put(evidence.upload, other)).toMatchObject({ status: 400, body: expect.stringContaining('SHA-256') });
    expect(await put(evidence.upload, PDF.subarray(1))).toMatchObject({ status: 400 });
    expect(await put(evidence.upload, PDF, { 'content-type': 'text/html' })).toMatchObject({ status: 400 });
    expect(await subgraph.code(complete(subgraph, built.applicant, evidence.id))).toBe('INVALID_TRANSITION');
    expect(await subgraph.code(complete(subgraph, built.respondent, evidence.id))).toBe('NOT_FOUND');
    expect(await put(evidence.upload, PDF)).toMatchObject({ status: 200 });
    expect(await subgraph.code(complete(subgraph, built.applicant, evidence.id))).toBeNull();
  });

  test('a large file is told why it is refused', async () => {
    const { evidence } = (await add(subgraph, built.applicant, built)).data.addEvidence;
    const large = Buffer.alloc(8 * 1024 * 1024);
    const forged = { ...evidence.upload, url: evidence.upload.url.replace(/signature=.*/, 'signature=x') };
    expect(await put(forged, large)).toMatchObject({ status: 403, body: expect.stringContaining('signature') });
    expect(await put(evidence.upload, large)).toMatchObject({ status: 400 });
    expect(await put(evidence.upload, PDF)).toMatchObject({ status: 200 });
  });

  test('a program that is called a document is recognised by its content', async () => {
    const program = Buffer.from('MZ\u0090 This program cannot be run');
    const { evidence } = (await add(subgraph, built.applicant, built, {}, program)).data.addEvidence;
    expect(await put(evidence.upload, program)).toMatchObject({ status: 200 });
    const { errors } = await complete(subgraph, built.applicant, evidence.id);
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'VALIDATION_FAILED' }, message: expect.stringContaining('type') });
  });

  test('a file that never comes is swept away with its piece, one that came stays', async () => {
    const kept = await handIn(subgraph, built.applicant, built);
    const { evidence } = (await add(subgraph, built.applicant, built, {}, Buffer.from('%PDF-late'))).data.addEvidence;
    await put(evidence.upload, Buffer.from('%PDF-late'));
    const jobs = await subgraph.sql('update graphile_worker._private_jobs set run_at = now() where key = any($1) returning id', [
      [kept.id, evidence.id].map((id) => `sweep_evidence:${id}`),
    ]);
    expect(jobs).toHaveLength(2);
    await eventually(async () => (await read(built.applicant))?.length === 1);
    expect(await ids(built.applicant)).toEqual([kept.id]);
    expect((await fetch(kept.download.url)).status).toBe(200);
    expect(await put(evidence.upload, Buffer.from('%PDF-late'))).toMatchObject({ status: 200 });
  });

  test('what was received neither changes nor goes, whoever asks the database', async () => {
    const { id } = await handIn(subgraph, built.applicant, built);
    for (const change of [
      "update evidence set status = 'AWAITED', received_at = null where id = $1",
      "update evidence set received_at = received_at + interval '1 day' where id = $1",
      'delete from evidence where id = $1',
    ])
      await expect(subgraph.sql(change, [id])).rejects.toThrow('evidence that was received stays');
  });
});
