import { type AgreementTerms, ANONYMOUS, ROLES, serviceViewer, type Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { insert, listed, member, partnerOf, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { type BuiltCase, buildCase, buildLawyer } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

const READERS = ['MEDIATOR', 'DISTRICT_ADMIN', 'CITY_DEPT'];
const ENTITY =
  'query ($r: [_Any!]!) { _entities(representations: $r) { ... on MediationCase { caseNo applicants { nameZh } } } }';
const OF_PERSON = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Member { cases { totalCount } } } }';
const DUE = '{ caseDeadlines(before: "2014-12-31") { totalCount } }';

describe('who reads a case, asked by key, by person and by list', () => {
  let subgraph: TestSubgraph;
  let built: BuiltCase;
  let lawyer: { personId: string };
  let filer: string;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
    const made = await buildLawyer(subgraph);
    lawyer = made;
    filer = newId();
    built = await buildCase(subgraph, 'IN_MEDIATION', { lawyer_id: made.id, lawyer_person_id: made.personId, filed_by: filer });
  });
  afterAll(() => subgraph.stop());

  /** What the viewer gets in each of three ways: 1 or 0 cases. */
  const reads = async (viewer: Viewer) => {
    const byKey = await subgraph.ask(viewer, ENTITY, { r: [{ __typename: 'MediationCase', id: built.id }] });
    const ofPerson = await subgraph.ask(viewer, OF_PERSON, { r: [{ __typename: 'Member', id: built.applicant.personId }] });
    const due = await subgraph.ask(viewer, DUE);
    return [
      byKey.data._entities[0] ? 1 : 0,
      ofPerson.data._entities[0].cases.totalCount,
      due.data.caseDeadlines?.totalCount ?? 0,
    ];
  };

  test.each(ROLES)('%s', async (role) => {
    const expected = READERS.includes(role) ? [1, 1, 1] : [0, 0, 0];
    expect(await reads(staff(newId(), role, '/city/110105/'))).toEqual(expected);
    expect(await reads(staff(newId(), role, '/city/'))).toEqual(expected);
    // A part below the case's, and a district whose path begins alike.
    for (const path of ['/city/110105/union/', '/city/110101/', '/city/11010/'])
      expect(await reads(staff(newId(), role, path))).toEqual([0, 0, 0]);
  });

  test('C-19: the hotline reads the cases that came through it, and of none the sessions', async () => {
    const called = await buildCase(subgraph, 'IN_MEDIATION', { source: 'HOTLINE_12351' });
    for (const { id } of [called, built])
      await subgraph.sql(
        `insert into mediation_session values ($1, $2, '2013-10-18T02:00:00Z', '{"王秀兰"}', '2013-10-17T02:00:00Z', '2013-10-17T02:00:00Z')`,
        [newId(), id],
      );
    const agent = staff(newId(), 'HOTLINE_AGENT', '/city/');
    const read = async (viewer: Viewer, id: string) =>
      (await subgraph.ask(viewer, 'query ($id: ID!) { mediationCase(id: $id) { sessions { attendees } } }', { id })).data
        .mediationCase;
    expect(await read(agent, built.id)).toBeNull();
    expect(await read(agent, called.id)).toEqual({ sessions: [] });
    expect(await read(staff(newId(), 'HOTLINE_AGENT', '/city/110101/'), called.id)).toBeNull();
    expect(await read({ ...agent, personId: filer }, built.id)).toEqual({ sessions: [] });
    const sessions = [{ attendees: ['王秀兰'] }];
    for (const viewer of [
      called.applicant,
      called.respondent,
      called.mediator.viewer,
      staff(newId(), 'DISTRICT_ADMIN', '/city/110105/'),
    ])
      expect(await read(viewer, called.id)).toEqual({ sessions });
    expect(await read(member(lawyer.personId), built.id)).toEqual({ sessions });
  });

  test('C-19: an outside lawyer who mediates, too, reads the cases to which they are appointed, and decides about no others', async () => {
    const outside = (personId: string): Viewer => {
      const one = staff(personId, 'MEDIATOR', '/city/110105/');
      return { ...one, grants: [...one.grants, ...staff(personId, 'LAWYER', '/city/110105/').grants] };
    };
    expect(await reads(outside(newId()))).toEqual([0, 0, 0]);
    for (const personId of [lawyer.personId, built.mediator.personId]) expect(await reads(outside(personId))).toEqual([1, 1, 1]);
    const waiting = await buildCase(subgraph, 'RECEIVED', {});
    const decide = (viewer: Viewer) =>
      subgraph.code(
        subgraph.ask(viewer, 'mutation ($input: DecideAcceptanceInput!) { decideAcceptance(input: $input) { case { id } } }', {
          input: { idempotencyKey: newId(), caseId: waiting.id, expectedVersion: 1, accept: true, respondentConsents: true },
        }),
      );
    expect(await decide(outside(newId()))).toBe('NOT_FOUND');
  });

  test('the people of the case, whatever roles they hold; who filed it, while they hold an office near it; nobody else', async () => {
    const people = [built.applicant, built.respondent, built.mediator.viewer, member(lawyer.personId)];
    for (const viewer of people) expect(await reads({ ...viewer, grants: [] })).toEqual([1, 1, 1]);
    for (const path of ['/city/110105/station/', '/city/110105/', '/city/'])
      expect(await reads(staff(filer, 'STATION_STAFF', path))).toEqual([1, 1, 1]);
    expect(await reads(member(filer))).toEqual([0, 0, 0]);
    // Moved to another district; near the case still, and with an office that files for nobody.
    for (const path of ['/city/110101/', '/city/110101/station/', '/city/11010/'])
      expect(await reads(staff(filer, 'STATION_STAFF', path))).toEqual([0, 0, 0]);
    expect(await reads(staff(filer, 'WAGE_INSTRUCTOR', '/city/110105/'))).toEqual([0, 0, 0]);
    for (const viewer of [member(newId()), ANONYMOUS, serviceViewer('gateway')]) expect(await reads(viewer)).toEqual([0, 0, 0]);
  });

  test('no more its mediator, and who filed it for somebody, once they have left the staff', async () => {
    const others = await buildCase(subgraph, 'IN_MEDIATION', { filed_by: newId() });
    const { filed_by } = (
      await subgraph.sql<{ filed_by: string }>('select filed_by from mediation_case where id = $1', [others.id])
    )[0] as { filed_by: string };
    const read = async (personId: string) => {
      const { data } = await subgraph.ask(staff(personId, 'STATION_STAFF', '/city/110105/station/'), ENTITY, {
        r: [{ __typename: 'MediationCase', id: others.id }],
      });
      return data._entities[0] !== null;
    };
    for (const personId of [others.mediator.personId, filed_by]) {
      expect(await read(personId)).toBe(true);
      await listed(subgraph.sql, 'STAFF', { entryId: personId, hasEnded: true });
      expect(await read(personId)).toBe(false);
    }
  });
});

describe('4.2, 4.3: what a law firm reads', () => {
  let subgraph: TestSubgraph;
  const [firm, lawyerId] = [newId(), newId()];
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
    await insert(subgraph.sql, 'law_firm', { id: firm, name_zh: '律师事务所', licence_no: firm });
    await insert(subgraph.sql, 'lawyer', {
      id: lawyerId,
      person_id: newId(),
      name_zh: '周律师',
      licence_no: lawyerId,
      firm_id: firm,
    });
  });
  afterAll(() => subgraph.stop());

  const lawFirm = (over: Partial<AgreementTerms> = {}) =>
    partnerOf({ kind: 'LEGAL_SERVICE', partyId: firm, purpose: 'LEGAL_AID', ...over });
  const ofFirm = { lawyer_id: lawyerId, lawyer_person_id: newId() };
  /** A case of the firm, its applicant having consented or not. */
  const caseOf = async (status: string, shape: object = {}, consent: object | null = {}) => {
    const built = await buildCase(subgraph, status, { ...ofFirm, ...shape });
    if (consent)
      await insert(subgraph.sql, 'consent_standing', {
        consent_id: newId(),
        member_id: built.applicant.personId,
        purpose: 'LEGAL_AID',
        scope: ['mediation'],
        separate: true,
        given_at: '2013-01-01T00:00:00Z',
        withdrawn_at: null,
        seen_version: 1,
        ...consent,
      });
    return built;
  };
  const read = (viewer: Viewer, { id }: BuiltCase, now?: string) =>
    subgraph.ask(viewer, 'query ($id: ID!) { mediationCase(id: $id) { caseNo applicants { nameZh phoneMasked } } }', { id }, now);
  const code = (viewer: Viewer, built: BuiltCase, now?: string) => subgraph.code(read(viewer, built, now));

  test('the open cases of its lawyers, in agreed districts, under its own kind of agreement; all others are not there', async () => {
    const open = await caseOf('IN_MEDIATION');
    expect(await code(lawFirm(), open)).toBeNull();
    expect(await code(lawFirm({ districtCodes: ['110105'] }), open)).toBeNull();
    for (const viewer of [lawFirm({ partyId: newId() }), lawFirm({ kind: 'CONTACT' }), lawFirm({ districtCodes: ['110101'] })])
      expect(await code(viewer, open)).toBe('NOT_FOUND');
    expect(await code(lawFirm(), await caseOf('PERFORMED'))).toBe('NOT_FOUND');
    expect(await code(lawFirm(), await caseOf('IN_MEDIATION', { lawyer_id: null, lawyer_person_id: null }))).toBe('NOT_FOUND');
    // Its time for mediation runs out on 2013-10-30.
    expect(await code(lawFirm(), open, '2013-10-30T12:00:00+08:00')).toBeNull();
    expect(await code(lawFirm(), open, '2013-11-05T12:00:00+08:00')).toBe('NOT_FOUND');
    const entity = await subgraph.ask(lawFirm({ partyId: newId() }), ENTITY, {
      r: [{ __typename: 'MediationCase', id: open.id }],
    });
    expect(entity.data._entities).toEqual([null]);
  });

  test('only with the consent of everyone who asks, for this purpose, and not after it was taken back', async () => {
    expect(await code(lawFirm(), await caseOf('IN_MEDIATION', {}, null))).toBe('CONSENT_REQUIRED');
    expect(await code(lawFirm(), await caseOf('IN_MEDIATION', {}, { purpose: 'DELIVERY' }))).toBe('CONSENT_REQUIRED');
    const withdrawn = await caseOf('IN_MEDIATION', {}, { withdrawn_at: '2013-10-19T10:00:30+08:00' });
    expect(await code(lawFirm(), withdrawn, '2013-10-19T10:00:29+08:00')).toBeNull();
    expect(await code(lawFirm(), withdrawn, '2013-10-19T10:00:30+08:00')).toBe('CONSENT_REQUIRED');
    const two = await caseOf('IN_MEDIATION');
    await insert(subgraph.sql, 'case_party', {
      id: newId(),
      case_id: two.id,
      position: 9,
      side: 'APPLICANT',
      member_id: newId(),
      name_zh: '乙',
      is_representative: false,
    });
    expect(await code(lawFirm(), two)).toBe('CONSENT_REQUIRED');
    // A firm learns nothing about other firms' cases by it.
    expect(await code(lawFirm({ partyId: newId() }), two)).toBe('NOT_FOUND');
  });

  test('a withdrawal that organisation tells of holds at once', async () => {
    const built = await caseOf('IN_MEDIATION', {}, null);
    const subject = newId();
    const told = (withdrawnAt: string | null, version: number) =>
      subgraph.send({
        type: `organisation.consent.${withdrawnAt ? 'withdrawn' : 'given'}`,
        subject,
        aggregateversion: version,
        data: {
          memberId: built.applicant.personId,
          purpose: 'LEGAL_AID',
          scope: ['mediation'],
          separate: true,
          givenAt: '2013-10-01T00:00:00Z',
          withdrawnAt,
        },
      });
    await told(null, 1);
    expect(await code(lawFirm(), built)).toBeNull();
    await told('2013-10-19T01:00:00Z', 2);
    expect(await code(lawFirm(), built)).toBe('CONSENT_REQUIRED');
  });

  test('no telephone before the case is accepted', async () => {
    const phone = async (status: string) => {
      const built = await caseOf(status);
      await subgraph.sql(`update case_party set phone_masked = '138****2222' where case_id = $1`, [built.id]);
      return (await read(lawFirm(), built)).data.mediationCase.applicants[0].phoneMasked;
    };
    expect([await phone('RECEIVED'), await phone('ACCEPTED')]).toEqual([null, '138****2222']);
  });
});
