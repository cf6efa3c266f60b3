import { newId } from '@union-graph/subgraph';
import { key, staff, type TestSubgraph } from '@union-graph/testing';
import { draft, openGovernance } from '../builders.ts';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openGovernance();
});
afterAll(() => subgraph.stop());

const refusal = async (changes: object) => {
  const error = (await draft(subgraph, changes)).errors?.[0];
  return error && [error.extensions.code, error.extensions.field];
};

test.each([
  ['that does not exist', 'ServicePoint.secret'],
  ['of another type that does not exist', 'Nothing.at'],
  ['that is sensitive', 'Disbursement.status'],
  ['that identifies', 'Member.identityMasked'],
  ['that is never shared', 'Booking.id'],
  ['that its kind may not ask', 'ServicePoint.phone'],
  ['that is personal', 'Member.nameZh'],
  ['of the federation machinery', 'Query._entities'],
  ['of a mutation', 'Mutation.applyCard'],
  ['with an argument that does not exist', 'Query.servicePoints(secret:)'],
])('a field %s is not allowed', async (_, coordinate) => {
  expect(await refusal({ coordinates: ['ServicePoint.nameZh', coordinate] })).toEqual(['FIELD_NOT_ALLOWED', coordinate]);
});

test('what is never shared is refused for the law firm as well', async () => {
  const legal = { kind: 'LEGAL_SERVICE', purposes: ['LEGAL_AID'], contractEndsOn: '2014-01-01', validTo: '2014-01-01' };
  expect(await refusal({ ...legal, coordinates: ['Evidence.id'] })).toEqual(['FIELD_NOT_ALLOWED', 'Evidence.id']);
  expect(await refusal({ ...legal, coordinates: ['MediationCase.caseNo', 'Party.nameZh'] })).toBeUndefined();
});

test('a field that does not exist and one that is not for this kind are told in the same words', async () => {
  const told = async (coordinate: string) =>
    (await draft(subgraph, { coordinates: [coordinate] })).errors?.[0]?.message.replace(coordinate, '…');
  expect(await told('Member.phone')).toBe(await told('Member.nothing'));
});

const CONTRACT = { kind: 'PURCHASED', purposes: ['DELIVERY'], coordinates: ['District.code'] };
test.each([
  ['CONTACT 12 months', {}, undefined],
  ['CONTACT a day longer', { validTo: '2014-10-01' }, 'validTo'],
  [
    'RESEARCH 6 months',
    { kind: 'RESEARCH', purposes: ['STATISTICS'], coordinates: ['District.code'], validTo: '2014-03-31' },
    undefined,
  ],
  [
    'RESEARCH a day longer',
    { kind: 'RESEARCH', purposes: ['STATISTICS'], coordinates: ['District.code'], validTo: '2014-04-01' },
    'validTo',
  ],
  ['PURCHASED without the end of its contract', CONTRACT, 'contractEndsOn'],
  ['PURCHASED 90 days after its contract', { ...CONTRACT, contractEndsOn: '2014-07-02' }, undefined],
  ['PURCHASED 91 days after its contract', { ...CONTRACT, contractEndsOn: '2014-07-01' }, 'validTo'],
  ['with a contract that has ended', { contractEndsOn: '2013-10-18' }, 'contractEndsOn'],
  ['an end before the beginning', { validTo: '2013-09-30' }, 'validTo'],
  ['a last day that is over', { validFrom: '2012-10-19', validTo: '2013-10-18' }, 'validTo'],
  ['a last day that is today', { validFrom: '2012-10-20', validTo: '2013-10-19' }, undefined],
  ['a purpose of another kind', { purposes: ['MATCHING', 'STATISTICS'] }, 'purposes'],
  ['more requests a day than the kind allows', { quota: { limitPerDay: 301 } }, 'quota.limitPerDay'],
  ['no request at all', { quota: { limitPerMinute: 0 } }, 'quota.limitPerMinute'],
])('%s (4.2)', async (_, changes, field) => {
  expect(await refusal(changes)).toEqual(field && ['VALIDATION_FAILED', field]);
});

test.each([
  ['no field', { coordinates: [] }, 'coordinates'],
  ['no purpose', { purposes: [] }, 'purposes'],
  ['a partner that is no id', { partyId: 'x' }, 'partyId'],
  ['no client', { clientId: ' ' }, 'clientId'],
  ['a client with a character of no width', { clientId: 'ngo-secret\u200b' }, 'clientId'],
  ['a client in full-width letters', { clientId: 'ＮＧＯ' }, 'clientId'],
])('%s is bad input', async (_, changes, field) => {
  expect(await refusal(changes)).toEqual(['BAD_USER_INPUT', field]);
});

test('how many persons a law firm may read of in a day is the number in force on the day of the draft (4.2, C-21)', async () => {
  const legal = { kind: 'LEGAL_SERVICE', purposes: ['LEGAL_AID'], contractEndsOn: '2014-01-01', validTo: '2014-01-01' };
  const wish = (limitPersonsPerDay: number) => ({
    ...legal,
    coordinates: ['MediationCase.caseNo'],
    quota: { limitPersonsPerDay },
  });
  expect(await refusal(wish(200))).toBeUndefined();
  expect(await refusal(wish(201))).toEqual(['VALIDATION_FAILED', 'quota.limitPersonsPerDay']);
  const input = {
    idempotencyKey: key(),
    expectedVersion: 1,
    name: 'PERSONS_PER_DAY',
    value: 5,
    effectiveFrom: '2013-10-20',
    reason: '试行',
  };
  const set = 'mutation ($input: SetRuleNumberInput!) { setGovernanceRule(input: $input) { number { version } } }';
  expect((await subgraph.ask(staff(newId(), 'CITY_DEPT'), set, { input })).errors).toBeUndefined();
  const tomorrow = '2013-10-20T10:00:00+08:00';
  const drafted = async (persons: number) =>
    (await draft(subgraph, wish(persons), undefined, tomorrow)).errors?.[0]?.extensions.field;
  expect(await drafted(5)).toBeUndefined();
  expect(await drafted(6)).toBe('quota.limitPersonsPerDay');
});

test('a client belongs to one partner', async () => {
  const clientId = `one-${newId()}`;
  const partyId = newId();
  expect(await refusal({ clientId, partyId })).toBeUndefined();
  expect(await refusal({ clientId, partyId })).toBeUndefined();
  expect(await refusal({ clientId })).toEqual(['DUPLICATE', 'clientId']);
});

test.each(['PRIVACY_OFFICER', 'CITY_DEPT', 'AUDITOR', 'PARTNER', 'MEMBER'] as const)('%s may not draft', async (role) => {
  const answer = await draft(subgraph, {}, staff(newId(), role));
  expect(answer.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
});
