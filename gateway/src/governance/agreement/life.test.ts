import { ANONYMOUS } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { key, staff, type TestSubgraph } from '@union-graph/testing';
import {
  type Agreed,
  agreementAt,
  CONTACT_FIELDS,
  change,
  draft,
  type LifeStep,
  openGovernance,
  PRIVACY,
  program,
  programOf,
  SHOWN,
  SOCIAL,
  STEWARDS,
} from '../builders.ts';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openGovernance();
});
afterAll(() => subgraph.stop());

const codeOf = (answer: ReturnType<typeof change>) => subgraph.code(answer);
const all = (approved: boolean) =>
  CONTACT_FIELDS.map((coordinate) => ({ coordinate, approved, ...(approved ? {} : { reason: 'no' }) }));
const approval = { impactAssessmentId: 'PIA-1' };
const partner = { side: 'PARTNER', signatory: '甲' };

describe('the whole life', () => {
  test('draft, decisions, approval, two signatures, active; suspended, resumed, revoked, deleted', async () => {
    let agreed = await agreementAt(subgraph, 'ACTIVE');
    expect(agreed.status).toBe('ACTIVE');
    for (const mutation of ['suspendSharingAgreement', 'revokeSharingAgreement'])
      expect(await codeOf(change(subgraph, SOCIAL, mutation, agreed, { reason: '联系13812345678' }))).toBe('VALIDATION_FAILED');
    for (const [viewer, mutation, input, status] of [
      [PRIVACY, 'suspendSharingAgreement', { reason: 'a leak' }, 'SUSPENDED'],
      [SOCIAL, 'resumeSharingAgreement', {}, 'ACTIVE'],
      [SOCIAL, 'revokeSharingAgreement', { reason: 'the project ended' }, 'REVOKED'],
      [SOCIAL, 'confirmDeletion', { evidenceRef: 'paper 8' }, 'REVOKED'],
    ] as const) {
      const answer = await change(subgraph, viewer, mutation, agreed, input);
      expect(answer.errors).toBeUndefined();
      agreed = answer.data.result.agreement;
      expect(agreed.status).toBe(status);
    }
    const { data } = await subgraph.ask(
      SOCIAL,
      '{ agreement(id: "ID") { deletionDueOn deletionConfirmedAt reason } }'.replace('ID', agreed.id),
    );
    expect(data.agreement).toEqual({
      deletionDueOn: '2013-11-18',
      deletionConfirmedAt: '2013-10-19T02:00:00.000Z',
      reason: 'the project ended',
    });
  });

  test.each([
    ['2013-09-30T23:59:59+08:00', 'SIGNED'],
    ['2013-10-01T00:00:00+08:00', 'ACTIVE'],
    ['2014-09-30T23:59:59+08:00', 'ACTIVE'],
    ['2014-10-01T00:00:00+08:00', 'EXPIRED'],
  ])('at %s a signed agreement of 2013-10-01 to 2014-09-30 is %s (2.7: expiry is automatic)', async (now, status) => {
    const { id } = await agreementAt(subgraph, 'ACTIVE');
    const { data } = await subgraph.ask(SOCIAL, `{ agreement(id: "${id}") { status } }`, {}, now);
    expect(data.agreement.status).toBe(status);
    const filtered = `query ($status: AgreementStatus) { agreements(filter: { status: $status }, first: 100) { nodes { id } } }`;
    const listed = await subgraph.ask(SOCIAL, filtered, { status }, now);
    expect(listed.data.agreements.nodes.map((node: { id: string }) => node.id)).toContain(id);
  });
});

test('the days to confirm deletion are those in force on the last day of reading (4.3 no. 10, C-21)', async () => {
  const input = {
    idempotencyKey: key(),
    expectedVersion: 1,
    name: 'DELETION_DAYS',
    value: 9,
    effectiveFrom: '2013-10-20',
    reason: '试行',
  };
  const set = 'mutation ($input: SetRuleNumberInput!) { setGovernanceRule(input: $input) { number { version } } }';
  expect((await subgraph.ask(staff(newId(), 'CITY_DEPT'), set, { input })).data.setGovernanceRule.number.version).toBe(2);
  for (const [now, dueOn] of [
    ['2013-10-19T10:00:00+08:00', '2013-11-18'],
    ['2013-10-21T10:00:00+08:00', '2013-10-30'],
  ] as const) {
    const agreed = await agreementAt(subgraph, 'ACTIVE');
    await change(subgraph, SOCIAL, 'revokeSharingAgreement', agreed, { reason: 'over' }, now);
    const { data } = await subgraph.ask(SOCIAL, `{ agreement(id: "${agreed.id}") { deletionDueOn } }`, {}, now);
    expect(data.agreement.deletionDueOn).toBe(dueOn);
  }
});

test('with its last agreement the key of a partner’s pseudonyms ends', async () => {
  const partyId = newId();
  const keyOf = async () =>
    (await subgraph.sql('select encode(secret, $2) as key from pseudonym_key where party_id = $1', [partyId, 'hex']))[0]?.key;
  const [first, second] = [
    await agreementAt(subgraph, 'ACTIVE', { partyId }),
    await agreementAt(subgraph, 'ACTIVE', { partyId }),
  ];
  const before = await keyOf();
  expect(before).toMatch(/^[0-9a-f]{64}$/);
  const end = async (agreed: Agreed) => {
    const { data } = await change(subgraph, SOCIAL, 'revokeSharingAgreement', agreed, { reason: 'over' });
    await change(subgraph, SOCIAL, 'confirmDeletion', data.result.agreement, { evidenceRef: 'paper 8' });
  };
  await end(first);
  expect(await keyOf()).toBe(before);
  await end(second);
  expect(await keyOf()).not.toBe(before);
});

test.each([
  ['ServicePoint.nameZh', 'PARTIAL', null],
  ['ServicePoint.nameZh', 'NONE', null],
  ['ServicePoint.nameZh', 'YEAR', 'VALIDATION_FAILED'],
  ['ServicePoint.openingHours', 'PARTIAL', 'VALIDATION_FAILED'],
  ['Query.servicePoints', 'SUPPRESS_SMALL', 'VALIDATION_FAILED'],
])('a steward may mask "%s" by %s: %s (a masked value is still of its type)', async (coordinate, mask, code) => {
  const agreed = await agreementAt(subgraph, 'DRAFT');
  const decisions = [{ coordinate, approved: true, mask }];
  expect(await codeOf(change(subgraph, STEWARDS.organisation, 'decideFields', agreed, { decisions }))).toBe(code);
});

const STATES: readonly (LifeStep | 'SUSPENDED' | 'REVOKED')[] = [
  'DRAFT',
  'UNDER_REVIEW',
  'APPROVED',
  'SIGNED_ONCE',
  'ACTIVE',
  'SUSPENDED',
  'REVOKED',
];

/** Which mutation each state allows (domain rule 2.7, state machine). */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  decideFields: ['DRAFT', 'UNDER_REVIEW'],
  approveSharingAgreement: ['UNDER_REVIEW'],
  signSharingAgreement: ['APPROVED', 'SIGNED_ONCE'],
  suspendSharingAgreement: ['ACTIVE'],
  resumeSharingAgreement: ['SUSPENDED'],
  revokeSharingAgreement: ['DRAFT', 'UNDER_REVIEW', 'APPROVED', 'SIGNED_ONCE', 'ACTIVE', 'SUSPENDED'],
  confirmDeletion: ['REVOKED'],
};
const INPUTS: Readonly<Record<string, object>> = {
  decideFields: { decisions: all(true) },
  approveSharingAgreement: approval,
  signSharingAgreement: partner,
  suspendSharingAgreement: { reason: 'r' },
  revokeSharingAgreement: { reason: 'r' },
  confirmDeletion: { evidenceRef: 'paper 8' },
};
const actor = async (mutation: string, agreed: Agreed) => {
  if (mutation === 'signSharingAgreement') return programOf(subgraph, agreed);
  return mutation === 'decideFields' ? STEWARDS.organisation : mutation === 'approveSharingAgreement' ? PRIVACY : SOCIAL;
};

test.each(STATES)('from %s only what the state machine says (2.7)', async (state) => {
  for (const [mutation, states] of Object.entries(ALLOWED)) {
    const isEnd = state === 'SUSPENDED' || state === 'REVOKED';
    let agreed = await agreementAt(subgraph, isEnd ? 'ACTIVE' : state);
    if (isEnd) {
      const way = state === 'SUSPENDED' ? 'suspendSharingAgreement' : 'revokeSharingAgreement';
      agreed = (await change(subgraph, SOCIAL, way, agreed, { reason: 'r' })).data.result.agreement;
    }
    const code = await codeOf(change(subgraph, await actor(mutation, agreed), mutation, agreed, INPUTS[mutation]));
    expect([state, mutation, code]).toEqual([state, mutation, states.includes(state) ? null : 'INVALID_TRANSITION']);
  }
});

describe('deciding', () => {
  test('is for the stewards of the subgraph that owns the field', async () => {
    const agreed = await agreementAt(subgraph, 'DRAFT');
    expect(await codeOf(change(subgraph, STEWARDS.venues, 'decideFields', agreed, { decisions: all(true) }))).toBe('NOT_FOUND');
    expect(await codeOf(change(subgraph, SOCIAL, 'decideFields', agreed, { decisions: all(true) }))).toBe('FORBIDDEN');
  });

  test('a refused field drops out, and needs a reason; nothing left cannot be approved', async () => {
    let agreed = await agreementAt(subgraph, 'DRAFT');
    const silent = { decisions: [{ coordinate: 'ServicePoint.address', approved: false }] };
    const telling = { decisions: [{ coordinate: 'ServicePoint.address', approved: false, reason: '联系13812345678' }] };
    expect(await codeOf(change(subgraph, STEWARDS.organisation, 'decideFields', agreed, telling))).toBe('VALIDATION_FAILED');
    expect(await codeOf(change(subgraph, STEWARDS.organisation, 'decideFields', agreed, silent))).toBe('VALIDATION_FAILED');
    const decide = async (decisions: object[]) => {
      const answer = await change(subgraph, STEWARDS.organisation, 'decideFields', agreed, { decisions });
      expect(answer.errors).toBeUndefined();
      agreed = answer.data.result.agreement;
    };
    await decide([{ coordinate: 'ServicePoint.address', approved: false, reason: 'flats' }]);
    expect(await codeOf(change(subgraph, PRIVACY, 'approveSharingAgreement', agreed, approval))).toBe('VALIDATION_FAILED');
    const { data } = await subgraph.ask(SOCIAL, `{ agreement(id: "${agreed.id}") { coordinates approvals { decision } } }`);
    expect(data.agreement.coordinates).toEqual(['Query.servicePoints', 'ServicePoint.nameZh', 'ServicePoint.openingHours']);
    await decide(all(false));
    expect(await codeOf(change(subgraph, PRIVACY, 'approveSharingAgreement', agreed, approval))).toBe('VALIDATION_FAILED');
    await decide(all(true));
    expect(await codeOf(change(subgraph, PRIVACY, 'approveSharingAgreement', agreed, approval))).toBeNull();
  });

  test('refuses a field the agreement does not hold, and one decided twice', async () => {
    const agreed = await agreementAt(subgraph, 'DRAFT');
    const decide = (...coordinates: string[]) =>
      codeOf(
        change(subgraph, STEWARDS.organisation, 'decideFields', agreed, {
          decisions: coordinates.map((coordinate) => ({ coordinate, approved: true })),
        }),
      );
    expect(await decide('Member.phone')).toBe('FIELD_NOT_ALLOWED');
    expect(await decide('ServicePoint.nameZh', 'ServicePoint.nameZh')).toBe('BAD_USER_INPUT');
  });
});

describe('approving', () => {
  test('is refused to the drafter, whatever roles they hold', async () => {
    const both = { ...SOCIAL, grants: [...SOCIAL.grants, ...PRIVACY.grants] };
    const drafted = (await draft(subgraph, {}, both)).data.result.agreement;
    const agreed = (await change(subgraph, STEWARDS.organisation, 'decideFields', drafted, { decisions: all(true) })).data.result
      .agreement;
    expect(await codeOf(change(subgraph, both, 'approveSharingAgreement', agreed, approval))).toBe('SEPARATION_OF_DUTIES');
    await expect(
      subgraph.sql("update data_sharing_agreement set approved_by = drafted_by, impact_assessment_id = 'x' where id = $1", [
        agreed.id,
      ]),
    ).rejects.toThrow(/agreement_duties/);
  });

  test('needs an impact assessment, and a last day that is not over', async () => {
    const agreed = await agreementAt(subgraph, 'UNDER_REVIEW');
    const approve = (id: string, now?: string) =>
      codeOf(change(subgraph, PRIVACY, 'approveSharingAgreement', agreed, { impactAssessmentId: id }, now));
    expect(await approve('  ')).toBe('BAD_USER_INPUT');
    expect(await approve('PIA', '2014-10-01T00:00:00+08:00')).toBe('DEADLINE_PASSED');
    expect(await approve('PIA', '2014-09-30T23:59:59+08:00')).toBeNull();
  });

  test.each(['CITY_DEPT', 'SOCIAL_DEPT', 'AUDITOR'] as const)('is refused to %s', async (role) => {
    const agreed = await agreementAt(subgraph, 'UNDER_REVIEW');
    const code = await codeOf(change(subgraph, staff(newId(), role), 'approveSharingAgreement', agreed, approval));
    expect(code).toBe(role === 'CITY_DEPT' ? 'NOT_FOUND' : 'FORBIDDEN');
  });
});

describe('signing', () => {
  test('the same side twice is a duplicate', async () => {
    const agreed = await agreementAt(subgraph, 'SIGNED_ONCE');
    const twice = { side: 'FEDERATION', signatory: '江楠' };
    expect(await codeOf(change(subgraph, SOCIAL, 'signSharingAgreement', agreed, twice))).toBe('DUPLICATE');
  });

  test('of twenty at once one records the side', async () => {
    const agreed = await agreementAt(subgraph, 'SIGNED_ONCE');
    const program = await programOf(subgraph, agreed);
    const codes = await Promise.all(
      Array.from({ length: 20 }, () => codeOf(change(subgraph, program, 'signSharingAgreement', agreed, partner))),
    );
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(new Set(codes.filter(Boolean))).toEqual(new Set(['VERSION_CONFLICT']));
  });

  test('two live agreements of one client for the same purpose and days: one is signed, also when both are at once', async () => {
    const [partyId, clientId] = [newId(), `twin-${newId()}`];
    const drafts = await Promise.all([1, 2].map(() => agreementAt(subgraph, 'SIGNED_ONCE', { partyId, clientId })));
    const codes = await Promise.all(
      drafts.map((agreed) => codeOf(change(subgraph, program(clientId), 'signSharingAgreement', agreed, partner))),
    );
    expect(codes.sort()).toEqual(['DUPLICATE', null].sort());
    const later = await agreementAt(subgraph, 'ACTIVE', { partyId, clientId, validFrom: '2014-10-01', validTo: '2015-09-30' });
    expect(later.status).toBe('SIGNED');
  });
});

test('a change asks for the newest version, and replays by its key', async () => {
  const agreed = await agreementAt(subgraph, 'ACTIVE');
  const again = { idempotencyKey: key(), reason: 'r' };
  const first = await change(subgraph, SOCIAL, 'suspendSharingAgreement', agreed, again);
  expect((await change(subgraph, SOCIAL, 'suspendSharingAgreement', agreed, again)).data).toEqual(first.data);
  expect(await codeOf(change(subgraph, SOCIAL, 'resumeSharingAgreement', agreed))).toBe('VERSION_CONFLICT');
  const other = { ...again, reason: 'another' };
  expect(await codeOf(change(subgraph, SOCIAL, 'suspendSharingAgreement', agreed, other))).toBe('IDEMPOTENCY_MISMATCH');
});

test('an agreement is not there for those it does not concern', async () => {
  const { id } = await agreementAt(subgraph, 'ACTIVE');
  const terms = { version: 1, kind: 'CONTACT', partyId: newId(), purpose: 'MATCHING', districtCodes: [], projectIds: [] };
  const another = { ...ANONYMOUS, kind: 'client', clientId: 'c', agreement: { ...terms, id: newId() } } as const;
  const own = { ...another, agreement: { ...terms, id } };
  for (const viewer of [STEWARDS.mediation, another, ANONYMOUS]) {
    expect(await subgraph.code(subgraph.ask(viewer, `{ agreement(id: "${id}") { id } }`))).toBe('NOT_FOUND');
    const entity = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on DataSharingAgreement { id } } }';
    const { data } = await subgraph.ask(viewer, entity, { r: [{ __typename: 'DataSharingAgreement', id }] });
    expect(data._entities).toEqual([null]);
    expect((await subgraph.ask(viewer, '{ agreements { totalCount } }')).data.agreements.totalCount).toBe(0);
  }
  expect((await subgraph.ask(own, `{ myAgreement { ${SHOWN} } }`)).data.myAgreement.id).toBe(id);
  expect((await subgraph.ask(SOCIAL, '{ myAgreement { id } }')).data.myAgreement).toBeNull();
  expect((await subgraph.ask(STEWARDS.organisation, `{ agreement(id: "${id}") { id } }`)).data.agreement.id).toBe(id);
});
