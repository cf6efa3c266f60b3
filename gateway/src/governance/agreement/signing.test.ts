import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { key, staff, type TestSubgraph } from '@union-graph/testing';
import {
  agreementAt,
  CONTACT_FIELDS,
  change,
  draftOnly,
  openGovernance,
  PRIVACY,
  program,
  programOf,
  SOCIAL,
} from '../builders.ts';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openGovernance();
});
afterAll(() => subgraph.stop());

const COLLEAGUE = staff(newId(), 'SOCIAL_DEPT');
const codeOf = (answer: ReturnType<TestSubgraph['ask']>) => subgraph.code(answer);
const sign = (viewer: Viewer, agreed: { id: string; version: number }, side: 'FEDERATION' | 'PARTNER') =>
  change(subgraph, viewer, 'signSharingAgreement', agreed, { side, signatory: '甲' });
const mutate = (viewer: Viewer, mutation: string, input: object, payload: string) =>
  subgraph.ask(
    viewer,
    `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) { result: ${mutation}(input: $input) ${payload} }`,
    { input: { idempotencyKey: key(), ...input } },
  );
const seen = (clientId: string, kind = 'PROGRAM') =>
  subgraph.sql('insert into seen_client (client_id, kind) values ($1, $2) on conflict do nothing', [clientId, kind]);
const register = async (viewer: Viewer, clientId: string, partyId: string) => {
  await seen(clientId);
  return tryToRegister(viewer, clientId, partyId);
};
const tryToRegister = (viewer: Viewer, clientId: string, partyId: string) =>
  mutate(viewer, 'registerPartnerClient', { clientId, partyId, evidenceRef: 'paper 7' }, '{ client { clientId } }');
const ask = (viewer: Viewer, changes: object = {}) =>
  mutate(
    viewer,
    'requestSharingAgreement',
    {
      kind: 'CONTACT',
      purposes: ['MATCHING'],
      coordinates: CONTACT_FIELDS,
      note: 'We send workers to the nearest station.',
      ...changes,
    },
    '{ request { id status version } }',
  );

test('the program that people sign in with is no partner’s own (2.7)', async () => {
  const registrar = { ...SOCIAL, clientId: 'sign-in-of-people' };
  const { errors } = await register(registrar, 'sign-in-of-people', newId());
  expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'VALIDATION_FAILED', rule: '2.7', field: 'clientId' }]);
  expect((await register(registrar, `program-${newId()}`, newId())).errors).toBeUndefined();
});

test('a client that others sign in with is no partner’s own either, nor one that never proved itself (2.7)', async () => {
  const [console_, unseen, both] = [`console-${newId()}`, `unseen-${newId()}`, `both-${newId()}`];
  await Promise.all([seen(console_, 'PEOPLE'), seen(both), seen(both, 'PEOPLE')]);
  for (const clientId of [console_, unseen, both]) {
    const { errors } = await tryToRegister(SOCIAL, clientId, newId());
    expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'VALIDATION_FAILED', rule: '2.7', field: 'clientId' }]);
  }
});

test.each([
  ['a character of no width', 'ngo-secret\u200b'],
  ['full-width letters', 'ＮＧＯ'],
  ['a blank', 'ngo secret'],
  ['nothing', ''],
])('the id of a program is visible ASCII (RFC 6749, A.1), not %s', async (_, clientId) => {
  expect(await codeOf(register(SOCIAL, clientId, newId()))).toBe('BAD_USER_INPUT');
});

describe('each side signs for itself (2.7)', () => {
  test.each<[string, () => Viewer, 'FEDERATION' | 'PARTNER', string]>([
    ['the drafter, for the partner', () => SOCIAL, 'PARTNER', 'SEPARATION_OF_DUTIES'],
    ['a colleague of the drafter, for the partner', () => COLLEAGUE, 'PARTNER', 'SEPARATION_OF_DUTIES'],
    [
      'a person who holds the role of a partner besides',
      () => ({ ...SOCIAL, grants: [...SOCIAL.grants, ...program('x').grants] }),
      'PARTNER',
      'SEPARATION_OF_DUTIES',
    ],
    ['the privacy officer, for the partner', () => PRIVACY, 'PARTNER', 'FORBIDDEN'],
    ['a program that nobody knows', () => program(`unknown-${newId()}`), 'PARTNER', 'NOT_FOUND'],
    [
      'a program under another agreement',
      () => ({
        ...program('x'),
        agreement: {
          id: newId(),
          version: 1,
          kind: 'CONTACT',
          partyId: newId(),
          purpose: 'MATCHING',
          districtCodes: [],
          projectIds: [],
        },
      }),
      'PARTNER',
      'NOT_FOUND',
    ],
  ])('%s: %s', async (_, viewer, side, code) => {
    const agreed = await agreementAt(subgraph, 'APPROVED');
    expect(await codeOf(sign(viewer(), agreed, side))).toBe(code);
    expect(await subgraph.sql('select from signature where agreement_id = $1', [agreed.id])).toEqual([]);
  });

  test('the program of another organisation does not find the agreement, and the own one does not sign for the federation', async () => {
    const [agreed, other] = [await agreementAt(subgraph, 'APPROVED'), await agreementAt(subgraph, 'APPROVED')];
    expect(await codeOf(sign(await programOf(subgraph, other), agreed, 'PARTNER'))).toBe('NOT_FOUND');
    expect(await codeOf(sign(await programOf(subgraph, agreed), agreed, 'FEDERATION'))).toBe('SEPARATION_OF_DUTIES');
  });

  test('beside another agreement for the same purpose, the partner is told whom to ask', async () => {
    const own = { partyId: newId(), clientId: `client-${newId()}` };
    await agreementAt(subgraph, 'ACTIVE', own);
    const agreed = await agreementAt(subgraph, 'APPROVED', own);
    const { data } = await sign(SOCIAL, agreed, 'FEDERATION');
    const { errors } = await sign(await programOf(subgraph, agreed), data.result.agreement, 'PARTNER');
    expect(errors).toMatchObject([
      { message: expect.stringContaining('Ask the Social Work Department'), extensions: { code: 'DUPLICATE' } },
    ]);
  });

  test('both sides at once: each counts once, and the agreement is live when both are through', async () => {
    const agreed = await agreementAt(subgraph, 'APPROVED');
    const partner = await programOf(subgraph, agreed);
    const answers = await Promise.all([sign(SOCIAL, agreed, 'FEDERATION'), sign(partner, agreed, 'PARTNER')]);
    expect(answers.map(({ errors }) => errors?.[0]?.extensions.code ?? null).sort()).toEqual(['VERSION_CONFLICT', null].sort());
    const late = answers[0]?.errors ? ([SOCIAL, 'FEDERATION'] as const) : ([partner, 'PARTNER'] as const);
    const { data } = await sign(late[0], { ...agreed, version: agreed.version + 1 }, late[1]);
    expect(data.result.agreement.status).toBe('ACTIVE');
  });

  test('the database keeps it, too: no signature of the partner by a person, none by another program', async () => {
    const { id } = await agreementAt(subgraph, 'APPROVED');
    const other = await programOf(subgraph, await agreementAt(subgraph, 'DRAFT'));
    const insert = (person: string | null, client: string | null) =>
      subgraph.sql(
        "insert into signature (agreement_id, side, signatory, recorded_by, client_id, at) values ($1, 'PARTNER', '甲', $2, $3, now())",
        [id, person, client],
      );
    await expect(insert(SOCIAL.personId, null)).rejects.toThrow(/signature_own/);
    await expect(insert(null, other.clientId)).rejects.toThrow(/signature_of_client/);
  });
});

describe('the program of a partner', () => {
  test('is registered by a colleague of the drafter, once', async () => {
    const [clientId, partyId] = [`client-${newId()}`, newId()];
    expect(await codeOf(draftOnly(subgraph, { clientId, partyId }))).toBe('VALIDATION_FAILED');
    expect(await codeOf(register(SOCIAL, clientId, partyId))).toBeNull();
    expect(await codeOf(draftOnly(subgraph, { clientId, partyId }))).toBe('SEPARATION_OF_DUTIES');
    expect(await codeOf(draftOnly(subgraph, { clientId, partyId: newId() }, COLLEAGUE))).toBe('DUPLICATE');
    expect(await codeOf(register(COLLEAGUE, clientId, partyId))).toBe('DUPLICATE');
    expect(await codeOf(register(COLLEAGUE, clientId, newId()))).toBe('DUPLICATE');
    expect(await codeOf(draftOnly(subgraph, { clientId, partyId }, COLLEAGUE))).toBeNull();
    const forged = `update data_sharing_agreement set drafted_by = client_registered_by where client_id = $1`;
    await expect(subgraph.sql(forged, [clientId])).rejects.toThrow(/agreement_client_chosen/);
  });

  test.each(['CITY_DEPT', 'AUDITOR', 'MEMBER', 'PARTNER'] as const)('is not registered by %s', async (role) => {
    expect(await codeOf(register(staff(newId(), role), `client-${newId()}`, newId()))).toBe('FORBIDDEN');
  });
});

describe('a partner asks for an agreement (C-15)', () => {
  const registered = async () => {
    const [clientId, partyId] = [`client-${newId()}`, newId()];
    await register(PRIVACY, clientId, partyId);
    return { clientId, partyId, viewer: program(clientId) };
  };

  test('from the wish to the live agreement', async () => {
    const { clientId, partyId, viewer } = await registered();
    const { request } = (await ask(viewer)).data.result;
    const listed = '{ agreementRequests { nodes { id status party { id } agreement { id } } } }';
    expect((await subgraph.ask(viewer, listed)).data.agreementRequests.nodes).toMatchObject([
      { id: request.id, status: 'OPEN', party: { id: partyId } },
    ]);
    const drafted = (await draftOnly(subgraph, { clientId, partyId, requestId: request.id })).data.result.agreement;
    expect((await subgraph.ask(viewer, listed)).data.agreementRequests.nodes).toMatchObject([
      { status: 'DRAFTED', agreement: { id: drafted.id } },
    ]);
    expect(await codeOf(draftOnly(subgraph, { clientId, partyId, requestId: request.id }))).toBe('INVALID_TRANSITION');
  });

  test('what awaits its signature is told to the program alone', async () => {
    const agreed = await agreementAt(subgraph, 'APPROVED');
    const own = await programOf(subgraph, agreed);
    const waiting = async (viewer: Viewer) =>
      (await subgraph.ask(viewer, '{ agreementsToSign { nodes { id } } }')).data.agreementsToSign.nodes as { id: string }[];
    expect(await waiting(own)).toEqual([{ id: agreed.id }]);
    expect(await waiting(program('another'))).toEqual([]);
    await sign(own, agreed, 'PARTNER');
    expect(await waiting(own)).toEqual([]);
  });

  test.each([
    ['a field that its kind may not hold', { coordinates: ['Member.nameZh'] }, 'FIELD_NOT_ALLOWED'],
    ['no field', { coordinates: [] }, 'BAD_USER_INPUT'],
    ['a purpose of another kind', { purposes: ['LEGAL_AID'] }, 'VALIDATION_FAILED'],
    ['no word why', { note: ' ' }, 'BAD_USER_INPUT'],
  ])('%s is refused', async (_, changes, code) => {
    expect(await codeOf(ask((await registered()).viewer, changes))).toBe(code);
  });

  test('a program that nobody registered is refused, and so are persons', async () => {
    expect(await codeOf(ask(program(`unknown-${newId()}`)))).toBe('FORBIDDEN');
    expect(await codeOf(ask(SOCIAL))).toBe('FORBIDDEN');
    expect(await codeOf(ask(staff(newId(), 'PARTNER')))).toBe('FORBIDDEN');
  });

  test('ten may be open, and a declined one makes room', async () => {
    const { viewer } = await registered();
    const requests = await Promise.all(Array.from({ length: 10 }, () => ask(viewer)));
    expect(requests.every(({ errors }) => errors === undefined)).toBe(true);
    expect(await codeOf(ask(viewer))).toBe('QUOTA_EXCEEDED');
    const [{ id, version }] = requests.map(({ data }) => data.result.request) as [{ id: string; version: number }];
    expect(await codeOf(ask(viewer, { note: '联系13812345678' }))).toBe('VALIDATION_FAILED');
    const decline = (by: Viewer, reason = 'twice') =>
      mutate(by, 'declineSharingRequest', { requestId: id, expectedVersion: version, reason }, '{ request { status reason } }');
    expect(await codeOf(decline(viewer))).toBe('FORBIDDEN');
    expect(await codeOf(decline(SOCIAL, '联系13812345678'))).toBe('VALIDATION_FAILED');
    expect((await decline(SOCIAL)).data.result.request).toEqual({ status: 'DECLINED', reason: 'twice' });
    expect(await codeOf(ask(viewer))).toBeNull();
  });

  test('how many may be open is the number of the day (C-21)', async () => {
    const { viewer } = await registered();
    expect(await codeOf(ask(viewer))).toBeNull();
    const number = { name: 'OPEN_REQUESTS', value: 1, effectiveFrom: '2013-10-20', reason: '试行', expectedVersion: 1 };
    const input = { idempotencyKey: key(), ...number };
    const set = 'mutation ($input: SetRuleNumberInput!) { setGovernanceRule(input: $input) { number { version } } }';
    expect((await subgraph.ask(staff(newId(), 'CITY_DEPT'), set, { input })).errors).toBeUndefined();
    const wish = { kind: 'CONTACT', purposes: ['MATCHING'], coordinates: CONTACT_FIELDS, note: 'more' };
    const more = (now: string) =>
      subgraph.ask(
        viewer,
        'mutation ($input: RequestSharingAgreementInput!) { requestSharingAgreement(input: $input) { request { id } } }',
        { input: { idempotencyKey: key(), ...wish } },
        now,
      );
    expect(await codeOf(more('2013-10-20T10:00:00+08:00'))).toBe('QUOTA_EXCEEDED');
    expect(await codeOf(more('2013-10-19T10:00:00+08:00'))).toBeNull();
  });

  test('a draft that answers a request is for the same partner, program and kind', async () => {
    const { clientId, viewer } = await registered();
    const { request } = (await ask(viewer)).data.result;
    const other = await registered();
    expect(await codeOf(draftOnly(subgraph, { clientId: other.clientId, partyId: other.partyId, requestId: request.id }))).toBe(
      'VALIDATION_FAILED',
    );
    expect(clientId).not.toBe(other.clientId);
  });
});
