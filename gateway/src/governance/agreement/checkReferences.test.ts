import { newId, Refusal } from '@union-graph/subgraph';
import { eventually, key, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import pg from 'pg';
import { agreementAt, catalogue, change, draft, KNOWS_ALL, PRIVACY, programOf, registerStewards, SOCIAL } from '../builders.ts';
import { defineGovernance } from '../subgraph.ts';

const [INCUBATED, PURCHASED, UNSIGNED] = [newId(), newId(), newId()];
/** What the other subgraphs know; each test changes what it is about. */
let organisation: { status: string } | null;
let lawFirm: { contractEnds: string[] } | null;
let ownProjects: { id: string; kind: string; contractEnd: string | null }[];
let isAway: boolean;
const told = async <Answer>(answer: Answer): Promise<Answer> => {
  if (isAway) throw new Refusal('DEPENDENCY_UNAVAILABLE', 'away');
  return answer;
};

let subgraph: TestSubgraph;
beforeAll(async () => {
  const references = {
    ...KNOWS_ALL,
    organisation: () => told(organisation),
    lawFirm: () => told(lawFirm),
    ownProjects: () => told(ownProjects),
  };
  subgraph = await testSubgraph(defineGovernance({ catalogue: () => catalogue, references }));
  await registerStewards(subgraph);
});
afterAll(() => subgraph.stop());
beforeEach(() => {
  organisation = { status: 'LINKED' };
  lawFirm = { contractEnds: ['2013-12-31', '2014-06-30'] };
  ownProjects = [
    { id: INCUBATED, kind: 'INCUBATED', contractEnd: '2014-12-31' },
    { id: PURCHASED, kind: 'PURCHASED', contractEnd: '2014-06-30' },
    { id: UNSIGNED, kind: 'PURCHASED', contractEnd: null },
  ];
  isAway = false;
});

const refusal = async (changes: object) => {
  const error = (await draft(subgraph, changes)).errors?.[0];
  return error && [error.extensions.code, error.extensions.field];
};
const RESEARCH = { kind: 'RESEARCH', purposes: ['STATISTICS'], coordinates: ['District.code'], validTo: '2014-03-31' };
const LEGAL = { kind: 'LEGAL_SERVICE', purposes: ['LEGAL_AID'], coordinates: ['MediationCase.caseNo'], validTo: '2014-06-30' };
const BOUGHT = { kind: 'PURCHASED', purposes: ['DELIVERY'], coordinates: ['District.code'], validTo: '2014-06-30' };
const INCUBATES = { ...BOUGHT, kind: 'INCUBATED' };
const rows = (rowFilter: object) => ({ rowFilter });

describe('what a draft refers to is there, and the partner’s own (4.2)', () => {
  test.each(['CONTACT', 'RESEARCH', 'INCUBATED', 'PURCHASED'])('%s: an organisation that does not exist', async (kind) => {
    organisation = null;
    const terms = { CONTACT: {}, RESEARCH, INCUBATED: INCUBATES, PURCHASED: { ...BOUGHT, contractEndsOn: '2014-06-30' } }[kind];
    expect(await refusal(terms as object)).toEqual(['NOT_FOUND', 'partyId']);
  });

  test('a law firm is no social organisation, and the other way round', async () => {
    lawFirm = null;
    expect(await refusal({ ...LEGAL, contractEndsOn: '2014-06-30' })).toEqual(['NOT_FOUND', 'partyId']);
    expect(await refusal({})).toBeUndefined();
  });

  test.each([
    ['CANDIDATE', ['VALIDATION_FAILED', 'partyId'], undefined],
    ['CONTACTED', ['VALIDATION_FAILED', 'partyId'], undefined],
    ['LINKED', undefined, undefined],
    ['SUSPENDED', ['VALIDATION_FAILED', 'partyId'], ['VALIDATION_FAILED', 'partyId']],
    ['ENDED', ['VALIDATION_FAILED', 'partyId'], undefined],
  ])('an organisation that is %s: as a contact, and for research', async (status, asContact, forResearch) => {
    organisation = { status };
    expect(await refusal({})).toEqual(asContact);
    expect(await refusal(RESEARCH)).toEqual(forResearch);
  });

  test.each([
    ['on the day the firm’s last contract ends', LEGAL, '2014-06-30', undefined],
    ['a day later', LEGAL, '2014-07-01', ['VALIDATION_FAILED', 'contractEndsOn']],
    ['on the day the purchase ends', BOUGHT, '2014-06-30', undefined],
    ['when the partner’s incubated project ends', BOUGHT, '2014-12-31', ['VALIDATION_FAILED', 'contractEndsOn']],
  ])('the contract ends %s', async (_, terms, contractEndsOn, expected) => {
    expect(await refusal({ ...terms, contractEndsOn })).toEqual(expected);
  });

  test('a firm without a contract, and a partner that nothing was bought of', async () => {
    lawFirm = { contractEnds: [] };
    ownProjects = [{ id: UNSIGNED, kind: 'PURCHASED', contractEnd: null }];
    for (const terms of [LEGAL, BOUGHT])
      expect(await refusal({ ...terms, contractEndsOn: '2014-06-30' })).toEqual(['VALIDATION_FAILED', 'contractEndsOn']);
  });

  test.each([
    ['the partner’s own', INCUBATES, { projectIds: [INCUBATED] }, undefined],
    ['another partner’s', INCUBATES, { projectIds: [INCUBATED, newId()] }, ['NOT_FOUND', 'rowFilter.projectIds']],
    ['one of another kind', INCUBATES, { projectIds: [PURCHASED] }, ['VALIDATION_FAILED', 'rowFilter.projectIds']],
    ['one that is no id', INCUBATES, { projectIds: ['INC-2013-02'] }, ['BAD_USER_INPUT', 'rowFilter.projectIds']],
    ['any, of a kind that reads none', {}, { projectIds: [INCUBATED] }, ['VALIDATION_FAILED', 'rowFilter.projectIds']],
    [
      'more than there are',
      INCUBATES,
      { projectIds: Array.from({ length: 101 }, newId) },
      ['BAD_USER_INPUT', 'rowFilter.projectIds'],
    ],
    ['a district of the city', {}, { districtCodes: ['110105', '110105'] }, undefined],
    ['a district that is no more', {}, { districtCodes: ['110105', '110103'] }, ['BAD_USER_INPUT', 'districtCodes']],
  ])('a row filter names %s', async (_, terms, filter, expected) => {
    expect(await refusal({ ...terms, ...rows(filter) })).toEqual(expected);
  });

  test('while the other subgraph is away, nothing is taken on trust', async () => {
    isAway = true;
    expect(await refusal({})).toEqual(['DEPENDENCY_UNAVAILABLE', undefined]);
  });
});

test('a program is registered for a partner that exists: an organisation or a law firm', async () => {
  const register = async () => {
    const clientId = `program-${newId()}`;
    await subgraph.sql('insert into seen_client values ($1, $2)', [clientId, 'PROGRAM']);
    const mutation =
      'mutation ($input: RegisterPartnerClientInput!) { registerPartnerClient(input: $input) { client { clientId } } }';
    const input = { idempotencyKey: key(), clientId, partyId: newId(), evidenceRef: 'paper 7' };
    const error = (await subgraph.ask(SOCIAL, mutation, { input })).errors?.[0];
    return error && [error.extensions.code, error.extensions.field];
  };
  organisation = null;
  expect(await register()).toBeUndefined();
  lawFirm = null;
  expect(await register()).toEqual(['NOT_FOUND', 'partyId']);
  organisation = { status: 'CANDIDATE' };
  expect(await register()).toBeUndefined();
});

test('a program that is registered twenty times at once is registered once, and each of the others is told so', async () => {
  const clientId = `program-${newId()}`;
  const input = { clientId, partyId: newId(), evidenceRef: 'paper 7' };
  await subgraph.sql('insert into seen_client values ($1, $2)', [clientId, 'PROGRAM']);
  const mutation =
    'mutation ($input: RegisterPartnerClientInput!) { registerPartnerClient(input: $input) { client { clientId } } }';
  const waiting = 'select from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()';
  // Somebody else's registration is not committed: all wait for it, and go on at one moment.
  const other = new pg.Client({ connectionString: subgraph.database.migratorUrl });
  await other.connect();
  await other.query('begin');
  await other.query('insert into partner_client (client_id, party_id) values ($1, $2)', [clientId, input.partyId]);
  const asked = Array.from({ length: 20 }, (_, at) =>
    subgraph.ask(at % 2 === 0 ? SOCIAL : PRIVACY, mutation, { input: { ...input, idempotencyKey: key() } }),
  );
  await eventually(async () => (await subgraph.sql(waiting)).length > 4);
  await other.query('rollback');
  await other.end();
  const codes = (await Promise.all(asked)).map(({ errors }) => errors?.[0]?.extensions.code);
  expect(new Set(codes)).toEqual(new Set([undefined, 'DUPLICATE']));
  expect(await subgraph.sql('select from partner_client where client_id = $1', [clientId])).toHaveLength(1);
});

test('nobody signs an agreement whose last day is over (2.7)', async () => {
  const agreed = await agreementAt(subgraph, 'SIGNED_ONCE', { validTo: '2013-10-31' });
  const signature = { side: 'PARTNER', signatory: '甲' };
  const sign = async (day: string) =>
    subgraph.code(
      change(subgraph, await programOf(subgraph, agreed), 'signSharingAgreement', agreed, signature, `${day}T10:00:00+08:00`),
    );
  expect(await sign('2013-11-01')).toBe('DEADLINE_PASSED');
  expect(await sign('2013-10-31')).toBeNull();
});

test('the number of an impact assessment is a number, not a book', async () => {
  const agreed = await agreementAt(subgraph, 'UNDER_REVIEW');
  const approve = (impactAssessmentId: string) =>
    subgraph.code(change(subgraph, PRIVACY, 'approveSharingAgreement', agreed, { impactAssessmentId }));
  for (const unfit of [' ', 'x'.repeat(201)]) expect(await approve(unfit)).toBe('BAD_USER_INPUT');
  expect(await approve('PIA-2013-7')).toBeNull();
});
