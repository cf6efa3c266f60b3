import { newId } from '@union-graph/subgraph';
import { insert, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { act, buildCase, buildLawyer, PATH, TODAY } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

describe('decideAcceptance and withdrawCase', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
  });
  afterAll(() => subgraph.stop());

  const decide = async (input: object, now = TODAY) => {
    const built = await buildCase(subgraph, 'RECEIVED', { received_at: '2013-10-16T10:00:00+08:00' });
    return act(
      subgraph,
      built.centre,
      'decideAcceptance',
      { caseId: built.id, expectedVersion: 1, ...input },
      now,
      'status flags acceptedAt refusalReason closedAt',
    );
  };

  test('P12: on the third working day it is in time, on the fourth it counts and is flagged', async () => {
    // Received on a Wednesday: the three working days are Thursday, Friday and Monday.
    expect(
      (await decide({ accept: true, respondentConsents: true }, '2013-10-21T23:59:59+08:00')).data.decideAcceptance.case,
    ).toMatchObject({ status: 'ACCEPTED', flags: [] });
    expect(
      (await decide({ accept: true, respondentConsents: true }, '2013-10-22T00:00:00+08:00')).data.decideAcceptance.case,
    ).toMatchObject({ status: 'ACCEPTED', flags: ['LATE'] });
  });

  test('P12: a refusal has a reason and a notice', async () => {
    expect(
      (await decide({ accept: false, reason: '不属于劳动争议', noticeRef: 'N-7' })).data.decideAcceptance.case,
    ).toMatchObject({ status: 'NOT_ACCEPTED', refusalReason: '不属于劳动争议', acceptedAt: null });
    const long = { accept: false, reason: '无'.repeat(1_001), noticeRef: 'N-7' };
    expect((await decide(long)).errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'reason' });
    for (const [input, field] of [
      [{ accept: false, noticeRef: 'N-7' }, 'reason'],
      [{ accept: false, reason: ' ', noticeRef: 'N-7' }, 'reason'],
      [{ accept: false, reason: '无' }, 'noticeRef'],
      [{ accept: true, respondentConsents: true, reason: '无' }, 'reason'],
      [{ accept: true, respondentConsents: true, noticeRef: 'N-7' }, 'noticeRef'],
      [{ accept: false, reason: '无', noticeRef: 'N-7', respondentRepresentativeId: newId() }, 'respondentRepresentativeId'],
      [{ accept: true }, 'respondentConsents'],
      [{ accept: true, respondentConsents: false }, 'respondentConsents'],
    ] as const) {
      expect((await decide(input)).errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED', rule: 'P12', field });
    }
  });

  test('the person who acts for the respondent is named at acceptance, and sees the case from then on', async () => {
    const built = await buildCase(subgraph);
    const representative = member(newId());
    const see = () =>
      subgraph.code(subgraph.ask(representative, 'query ($id: ID!) { mediationCase(id: $id) { id } }', { id: built.id }));
    const accept = (respondentRepresentativeId: string | null) =>
      act(subgraph, built.centre, 'decideAcceptance', {
        caseId: built.id,
        expectedVersion: 1,
        accept: true,
        respondentConsents: true,
        respondentRepresentativeId,
      });
    expect(await see()).toBe('NOT_FOUND');
    expect(await subgraph.code(accept(built.applicant.personId))).toBe('VALIDATION_FAILED');
    expect(await subgraph.code(accept('x'))).toBe('BAD_USER_INPUT');
    // Who decides for the organisation acts for neither side (MED-INV-4).
    expect(await subgraph.code(accept(built.centre.personId))).toBe('CONFLICT_OF_INTEREST');
    expect(await subgraph.code(accept(representative.personId))).toBeNull();
    expect(await see()).toBeNull();
    expect((await subgraph.ask(representative, '{ myCases { nodes { id } } }')).data.myCases.nodes).toEqual([{ id: built.id }]);
    expect(
      await subgraph.code(subgraph.ask(built.respondent, 'query ($id: ID!) { mediationCase(id: $id) { id } }', { id: built.id })),
    ).toBe('NOT_FOUND');
  });

  test('MED-INV-4: who filed for the applicants, and the lawyer of one of them, does not act for the respondent', async () => {
    const [filer, lawyer] = [newId(), await buildLawyer(subgraph)];
    const built = await buildCase(subgraph, 'RECEIVED', { filed_by: filer });
    await insert(subgraph.sql, 'legal_aid_grant', {
      id: newId(),
      case_id: built.id,
      member_id: built.applicant.personId,
      lawyer_id: lawyer.id,
      lawyer_person_id: lawyer.personId,
      scope: 'MEDIATION',
      granted_on: '2013-10-18',
      granted_by: 'person:1',
      status: 'ACTIVE',
      version: 1,
    });
    for (const respondentRepresentativeId of [filer, lawyer.personId])
      expect(
        (
          await act(subgraph, built.centre, 'decideAcceptance', {
            caseId: built.id,
            expectedVersion: 1,
            accept: true,
            respondentConsents: true,
            respondentRepresentativeId,
          })
        ).errors?.[0]?.extensions,
      ).toMatchObject({ code: 'CONFLICT_OF_INTEREST', rule: 'MED-INV-4', field: 'respondentRepresentativeId' });
  });

  test('MED-INV-5: of 20 who decide at once one does, the others read a stale version', async () => {
    const built = await buildCase(subgraph);
    const codes = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        subgraph.code(
          act(subgraph, built.centre, 'decideAcceptance', {
            caseId: built.id,
            expectedVersion: 1,
            ...(at % 2 ? { accept: true, respondentConsents: true } : { accept: false, reason: '无', noticeRef: 'N' }),
          }),
        ),
      ),
    );
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === 'VERSION_CONFLICT')).toHaveLength(19);
  });

  test('out of scope a case does not exist, by query, by mutation, by its key', async () => {
    const built = await buildCase(subgraph);
    const stranger = staff(newId(), 'DISTRICT_ADMIN', '/city/110101/');
    expect(
      await subgraph.code(act(subgraph, stranger, 'decideAcceptance', { caseId: built.id, expectedVersion: 1, accept: true })),
    ).toBe('NOT_FOUND');
    expect(
      await subgraph.code(subgraph.ask(stranger, 'query ($id: ID!) { mediationCase(id: $id) { id } }', { id: built.id })),
    ).toBe('NOT_FOUND');
    const asked = await subgraph.ask(
      stranger,
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on MediationCase { caseNo } } }',
      { r: [{ __typename: 'MediationCase', id: built.id }] },
    );
    expect(asked.data._entities).toEqual([null]);
    const cases =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Member { cases(first: 5) { totalCount nodes { caseNo } } } } }';
    const of = async (viewer: Parameters<TestSubgraph['ask']>[0]) =>
      (await subgraph.ask(viewer, cases, { r: [{ __typename: 'Member', id: built.applicant.personId }] })).data._entities[0].cases
        .totalCount;
    expect([await of(stranger), await of(built.applicant), await of(staff(newId(), 'MEDIATOR', PATH))]).toEqual([0, 1, 1]);
  });

  test('an applicant withdraws before the effect; the respondent does not', async () => {
    const built = await buildCase(subgraph, 'IN_MEDIATION');
    expect(await subgraph.code(act(subgraph, built.respondent, 'withdrawCase', { caseId: built.id, expectedVersion: 1 }))).toBe(
      'FORBIDDEN',
    );
    expect(
      (await act(subgraph, built.applicant, 'withdrawCase', { caseId: built.id, expectedVersion: 1 })).data.withdrawCase.case
        .status,
    ).toBe('WITHDRAWN');
    expect(await subgraph.sql('select open from case_dispute where case_id = $1', [built.id])).toEqual([{ open: false }]);
  });
});
