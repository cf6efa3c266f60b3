import { generateKeyPairSync } from 'node:crypto';
import { newId } from '@union-graph/subgraph';
import { staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { pino } from 'pino';
import { eventually } from '../../../test/gateway.ts';
import { createAccessWriter } from '../../accounts/accessWriter.ts';
import { publicKeyOf } from '../../accounts/logKeys.ts';
import { createLogSigner } from '../../accounts/logSigner.ts';
import { catalogue, KNOWS_ALL, PRIVACY, registerStewards, SOCIAL, STEWARDS } from '../builders.ts';
import { defineGovernance } from '../subgraph.ts';

const { privateKey } = generateKeyPairSync('ed25519');
const serviceKey = privateKey.export({ format: 'jwk' });
const [ANNA, BO] = [newId(), newId()];
const [AGREEMENT, OTHER] = [newId(), newId()];
const AUDITOR = staff(newId(), 'AUDITOR');

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await testSubgraph(
    defineGovernance({ catalogue: () => catalogue, references: KNOWS_ALL, logKeys: [publicKeyOf(serviceKey)] }),
  );
  await registerStewards(subgraph);
  const log = pino({ level: 'silent' });
  const signer = createLogSigner(subgraph.database.appUrl, serviceKey, log);
  const writer = createAccessWriter({ databaseUrl: subgraph.database.appUrl, log, onWritten: signer.noteHead });
  for (const change of [
    { agreementId: AGREEMENT, coordinates: ['Query.servicePoints', 'ServicePoint.nameZh'] },
    { agreementId: OTHER, coordinates: ['District.mediationStats', 'Query.districts'] },
    { agreementId: AGREEMENT, decision: 'REFUSED', code: 'FIELD_NOT_ALLOWED', coordinates: ['Member.phone'], rows: 0 },
    { client: 'console', actor: 'worker', purpose: null, subjects: [ANNA], coordinates: ['Member.nameZh', 'Query.member'] },
    {
      client: 'console',
      actor: 'worker',
      roles: ['MEDIATOR /city/110105/'],
      purpose: '复核',
      subjects: [ANNA, BO],
      coordinates: ['Booking.status', 'Member.nameZh'],
    },
    { agreementId: null, purpose: 'nothing', decision: 'REFUSED', code: 'PURPOSE_MISMATCH', coordinates: [] },
  ] as const)
    await writer.writeRecord({ ...USUAL, ...change });
  await writer.stop();
  await signer.stop();
});
afterAll(() => subgraph.stop());

const USUAL = {
  at: '2013-10-19T02:00:00.000000Z',
  client: 'ngo',
  actor: null,
  roles: ['PARTNER /city/'],
  agreementId: null,
  purpose: 'MATCHING',
  operationName: null,
  operationHash: 'ab'.repeat(32),
  coordinates: [],
  subjects: [],
  rows: 1,
  suppressed: 0,
  decision: 'ALLOWED',
  code: null,
  latencyMs: 1,
} as const;

const PARTNER = {
  ...staff(newId(), 'PARTNER'),
  agreement: {
    id: AGREEMENT,
    version: 1,
    kind: 'CONTACT',
    partyId: newId(),
    purpose: 'MATCHING',
    districtCodes: [],
    projectIds: [],
  },
} as const;

const FIELDS = 'nodes { seq client actor roles purpose statedPurpose coordinates subjects subjectCount decision code }';
const read = async (viewer: Parameters<TestSubgraph['ask']>[0], filter: object = {}) => {
  const { data, errors } = await subgraph.ask(
    viewer,
    `query ($filter: AccessLogFilter) { accessLog(filter: $filter, first: 10) { ${FIELDS} totalCount } }`,
    { filter },
  );
  if (errors) throw new Error(errors[0]?.extensions.code);
  return data.accessLog as {
    nodes: { seq: string; coordinates: string[]; subjects: string[]; subjectCount: number }[];
    totalCount: number;
  };
};
const seqs = async (...args: Parameters<typeof read>) => (await read(...args)).nodes.map(({ seq }) => Number(seq));

describe('who sees what of the log (2.7, 4.3 no. 9)', () => {
  test('the privacy officer and auditors all of it, persons too, the newest first', async () => {
    for (const viewer of [PRIVACY, AUDITOR]) {
      const { nodes, totalCount } = await read(viewer);
      expect([nodes.map(({ seq }) => seq), totalCount]).toEqual([['6', '5', '4', '3', '2', '1'], 6]);
      expect(nodes[1]).toEqual({
        seq: '5',
        client: 'console',
        actor: 'worker',
        roles: ['MEDIATOR /city/110105/'],
        purpose: null,
        statedPurpose: '复核',
        coordinates: ['Booking.status', 'Member.nameZh'],
        subjects: [ANNA, BO],
        subjectCount: 2,
        decision: 'ALLOWED',
        code: null,
      });
    }
  });

  test('the Social Work Department what ran under agreements', async () => {
    expect(await seqs(SOCIAL)).toEqual([3, 2, 1]);
  });

  test('a partner its own, through the agreement too', async () => {
    expect(await seqs(PARTNER)).toEqual([3, 1]);
    expect(await seqs(PARTNER, { agreementId: OTHER })).toEqual([]);
  });

  test('a steward what was read of their fields, of other fields and of persons nothing', async () => {
    const { nodes } = await read(STEWARDS.organisation);
    expect(nodes.map(({ seq, coordinates, subjects, subjectCount }) => [seq, coordinates, subjects, subjectCount])).toEqual(
      [
        ['5', ['Member.nameZh'], [], 2],
        ['4', ['Member.nameZh', 'Query.member'], [], 1],
        ['3', [], [], 0],
        ['2', ['Query.districts'], [], 0],
        ['1', ['Query.servicePoints', 'ServicePoint.nameZh'], [], 0],
      ].filter(([seq]) => seq !== '3' || catalogue.fields.has('Member.phone')),
    );
    expect(await seqs(STEWARDS.venues, { coordinate: 'Member.nameZh' })).toEqual([]);
    expect(await seqs(STEWARDS.venues, { coordinate: 'Booking.status' })).toEqual([5]);
  });

  test.each(['MEMBER', 'DISTRICT_ADMIN', 'CITY_DEPT'] as const)('%s nothing', async (role) => {
    await expect(read(staff(newId(), role))).rejects.toThrow('FORBIDDEN');
  });

  test.each(['PRIVACY_OFFICER', 'AUDITOR', 'SOCIAL_DEPT'] as const)('%s of a part of the city nothing', async (role) => {
    for (const path of ['/city/110105/', `/city/110105/${newId()}/`]) {
      const viewer = staff(newId(), role, path);
      await expect(read(viewer)).rejects.toThrow('FORBIDDEN');
      const { data, errors } = await subgraph.ask(
        viewer,
        `{ verifyAccessLog { id } agreements { totalCount } agreementRequests { totalCount }
          _entities(representations: [{ __typename: "Member", id: "${ANNA}", recordIds: ["${ANNA}"] }]) { ... on Member { accessedBy { totalCount } } } }`,
      );
      expect(data).toMatchObject({
        verifyAccessLog: null,
        agreements: { totalCount: 0 },
        agreementRequests: { totalCount: 0 },
        _entities: [{ accessedBy: null }],
      });
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
    }
  });
});

test('the log is searched', async () => {
  expect(await seqs(PRIVACY, { subject: ANNA })).toEqual([5, 4]);
  expect(await seqs(SOCIAL, { subject: ANNA })).toEqual([]);
  expect(await seqs(PRIVACY, { decision: 'REFUSED' })).toEqual([6, 3]);
  expect(await seqs(PRIVACY, { client: 'ngo', agreementId: AGREEMENT })).toEqual([3, 1]);
  expect(await seqs(PRIVACY, { actor: 'worker', coordinate: 'Booking.status' })).toEqual([5]);
  expect(await seqs(PRIVACY, { from: '2013-10-19T02:00:00.001Z' })).toEqual([]);
  expect(await seqs(PRIVACY, { until: '2013-10-19T02:00:00.001Z' })).toHaveLength(6);
});

test('pages go on where they ended', async () => {
  const page = async (after: string | null) =>
    (
      await subgraph.ask(
        PRIVACY,
        'query ($after: String) { accessLog(first: 4, after: $after) { nodes { seq } pageInfo { endCursor hasNextPage } } }',
        { after },
      )
    ).data.accessLog;
  const first = await page(null);
  expect([first.nodes.length, first.pageInfo.hasNextPage]).toEqual([4, true]);
  const second = await page(first.pageInfo.endCursor);
  expect([second.nodes, second.pageInfo.hasNextPage]).toEqual([[{ seq: '2' }, { seq: '1' }], false]);
});

describe('who read my data', () => {
  /** Asks about persons, each by the ids of their records. */
  const accessedBy = (viewer: Parameters<TestSubgraph['ask']>[0], ...persons: (string | string[])[]) =>
    subgraph.ask(
      viewer,
      `query ($who: [_Any!]!) { _entities(representations: $who) { ... on Member { accessedBy { nodes { seq actor subjects } totalCount } } } }`,
      { who: persons.map((ids) => [ids].flat()).map((recordIds) => ({ __typename: 'Member', id: recordIds[0], recordIds })) },
    );

  test('a member sees it, of nobody beside', async () => {
    const { data } = await accessedBy(staff(ANNA, 'MEMBER'), ANNA);
    expect(data._entities[0].accessedBy).toEqual({
      nodes: [
        { seq: '5', actor: 'worker', subjects: [ANNA] },
        { seq: '4', actor: 'worker', subjects: [ANNA] },
      ],
      totalCount: 2,
    });
  });

  test('whose records are merged sees what was read under each, by either sign-in; the names of others never', async () => {
    const survivor = newId();
    for (const signedIn of [ANNA, survivor]) {
      const { data } = await accessedBy(staff(signedIn, 'MEMBER'), [survivor, ANNA]);
      expect(data._entities[0].accessedBy).toMatchObject({
        nodes: [
          { seq: '5', subjects: [ANNA] },
          { seq: '4', subjects: [ANNA] },
        ],
        totalCount: 2,
      });
    }
    const both = (await accessedBy(PRIVACY, [ANNA, BO])).data._entities[0].accessedBy;
    expect(both.nodes.map(({ subjects }: { subjects: string[] }) => new Set(subjects))).toContainEqual(new Set([ANNA, BO]));
    expect(await subgraph.code(accessedBy(staff(ANNA, 'MEMBER'), [survivor]))).toBe('FORBIDDEN');
  });

  test('the privacy officer sees it for everybody', async () => {
    const { data } = await accessedBy(PRIVACY, ANNA, BO, newId());
    const counts = data._entities.map(({ accessedBy: { totalCount } }: { accessedBy: { totalCount: number } }) => totalCount);
    expect(counts).toEqual([2, 1, 0]);
  });

  test.each([
    ['another member', staff(BO, 'MEMBER')],
    ['an auditor', AUDITOR],
    ['a partner', { ...PARTNER, personId: ANNA }],
  ])('%s does not', async (_, viewer) => {
    const { data, errors } = await accessedBy(viewer, ANNA);
    expect([data._entities[0].accessedBy, errors?.[0]?.extensions.code]).toEqual([null, 'FORBIDDEN']);
  });
});

describe('the log is verified through the graph', () => {
  const FOUND = 'id state isWhole message fault firstBadSeq records firstSeq lastSeq signedSeq';
  /** What a verification found in the end: an answer may come before it. */
  const verify = async (viewer = PRIVACY, range = '') => {
    let found = (await subgraph.ask(viewer, `{ it: verifyAccessLog${range} { ${FOUND} } }`)).data?.it;
    if (found) {
      const query = `query ($id: ID!) { it: accessLogVerification(id: $id) { ${FOUND} } }`;
      await eventually(async () => {
        found = (await subgraph.ask(viewer, query, { id: found.id })).data.it;
        expect(found.state).toBe('DONE');
      });
    }
    return found;
  };

  test('whole, and of days that had none, nothing', async () => {
    expect(await verify()).toEqual({
      id: expect.any(String),
      state: 'DONE',
      isWhole: true,
      message: 'Whole: records 1 to 6, signed up to 6.',
      fault: null,
      firstBadSeq: null,
      records: 6,
      firstSeq: '1',
      lastSeq: '6',
      signedSeq: '6',
    });
    expect(await verify(AUDITOR, '(to: "2001-01-01")')).toMatchObject({ isWhole: true, records: 0 });
  });

  test('altered', async () => {
    await subgraph.sql('alter table access_record disable trigger access_record_grows');
    const parts = await subgraph.sql<{ part: string }>(
      `select inhrelid::regclass::text as part from pg_inherits where inhparent = 'access_record'::regclass`,
    );
    for (const { part } of parts) await subgraph.sql(`alter table ${part} disable trigger user`);
    await subgraph.sql('update access_record set row_count = 9 where seq = 2');
    expect(await verify()).toMatchObject({ isWhole: false, fault: 'ALTERED', firstBadSeq: '2', records: 1 });
    await subgraph.sql('update access_record set row_count = 1 where seq = 2');
  });

  test('not for the department', async () => {
    expect(await verify(SOCIAL)).toBeNull();
  });
});
