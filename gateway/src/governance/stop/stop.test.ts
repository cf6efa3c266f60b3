import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { key, staff, type TestSubgraph } from '@union-graph/testing';
import { openGovernance, PRIVACY, SOCIAL, STEWARDS } from '../builders.ts';

let subgraph: TestSubgraph;
/** A partner with a registered program, and another program that has only sent a request. */
const [PARTNER, CLIENT, ASKED] = [newId(), 'stopped-program', 'stopped-page'];
beforeAll(async () => {
  subgraph = await openGovernance();
  await subgraph.sql('insert into partner_client values ($1, $2, $3, $4, now())', [CLIENT, PARTNER, PRIVACY.personId, 'paper']);
  await subgraph.sql('insert into seen_client values ($1, $2)', [ASKED, 'PEOPLE']);
});
afterAll(() => subgraph.stop());

const FIELD = { scope: 'FIELD', target: 'ServicePoint.address' };
const put = (viewer: Viewer, input: object) =>
  subgraph.ask(
    viewer,
    'mutation ($input: StopInput!) { stop(input: $input) { stop { id version scope target until liftedAt } } }',
    {
      input: { idempotencyKey: key(), reason: 'a leak', ...input },
    },
  );
const lift = (viewer: Viewer, { id, version }: { id: string; version: number }, now?: string) =>
  subgraph.ask(
    viewer,
    'mutation ($input: LiftStopInput!) { liftStop(input: $input) { stop { liftedAt } } }',
    { input: { idempotencyKey: key(), stopId: id, expectedVersion: version } },
    now,
  );
const holding = async (now?: string) =>
  (await subgraph.ask(PRIVACY, '{ emergencyStops { id } }', {}, now)).data.emergencyStops.map(
    ({ id }: { id: string }) => id,
  ) as string[];

test.each([
  ['the privacy officer', PRIVACY, FIELD, null],
  ['the owner', STEWARDS.organisation, FIELD, null],
  ['the owner of a subgraph', STEWARDS.organisation, { scope: 'SUBGRAPH', target: 'organisation' }, null],
  ['another owner', STEWARDS.venues, FIELD, 'FORBIDDEN'],
  ['the owner of another subgraph', STEWARDS.venues, { scope: 'SUBGRAPH', target: 'organisation' }, 'FORBIDDEN'],
  ['an owner, about a partner', STEWARDS.organisation, { scope: 'PARTNER', target: PARTNER }, 'FORBIDDEN'],
  ['the privacy officer, about a partner', PRIVACY, { scope: 'PARTNER', target: PARTNER }, null],
  ['the privacy officer, about a client', PRIVACY, { scope: 'CLIENT', target: CLIENT }, null],
  ['the privacy officer, about a page', PRIVACY, { scope: 'CLIENT', target: ASKED }, null],
  ['nobody, for a partner without a program', PRIVACY, { scope: 'PARTNER', target: newId() }, 'BAD_USER_INPUT'],
  ['nobody, for a partner by its program', PRIVACY, { scope: 'PARTNER', target: CLIENT }, 'BAD_USER_INPUT'],
  ['nobody, for a client that never asked', PRIVACY, { scope: 'CLIENT', target: 'stopped-progam' }, 'BAD_USER_INPUT'],
  ['nobody, with a reason that is a book', PRIVACY, { ...FIELD, reason: 'x'.repeat(2_001) }, 'BAD_USER_INPUT'],
  ['the department', SOCIAL, FIELD, 'FORBIDDEN'],
  ['an auditor', staff(newId(), 'AUDITOR'), FIELD, 'FORBIDDEN'],
  ['nobody, without a reason', PRIVACY, { ...FIELD, reason: ' ' }, 'BAD_USER_INPUT'],
  ['nobody, with an end that is over', PRIVACY, { ...FIELD, until: '2013-10-19T10:00:00+08:00' }, 'BAD_USER_INPUT'],
  ['nobody, for a field that is not there', PRIVACY, { ...FIELD, target: 'ServicePoint.secret' }, 'BAD_USER_INPUT'],
  ['nobody, for a subgraph that is not there', PRIVACY, { scope: 'SUBGRAPH', target: 'nothing' }, 'BAD_USER_INPUT'],
])('a stop is put by %s', async (_, viewer, input, code) => {
  expect(await subgraph.code(put(viewer, input))).toBe(code);
});

test('a partner is stopped however its id is written', async () => {
  const { stop } = (await put(PRIVACY, { scope: 'PARTNER', target: PARTNER.toUpperCase() })).data.stop;
  expect(stop.target).toBe(PARTNER);
});

test('a stop is in force until its end, or until a viewer who may create it lifts it', async () => {
  const { stop } = (await put(PRIVACY, { ...FIELD, until: '2013-10-19T11:00:00+08:00' })).data.stop;
  expect(await holding('2013-10-19T10:59:59.999+08:00')).toContain(stop.id);
  expect(await holding('2013-10-19T11:00:00+08:00')).not.toContain(stop.id);
  expect(await subgraph.code(lift(STEWARDS.venues, stop))).toBe('FORBIDDEN');
  expect(await subgraph.code(lift(PRIVACY, stop, '2013-10-19T11:00:00+08:00'))).toBe('INVALID_TRANSITION');
  expect(await subgraph.code(lift(PRIVACY, { ...stop, version: 9 }))).toBe('VERSION_CONFLICT');
  expect(await subgraph.code(lift(STEWARDS.organisation, stop))).toBeNull();
  expect(await holding()).not.toContain(stop.id);
  expect(await subgraph.code(lift(PRIVACY, { ...stop, version: 2 }))).toBe('INVALID_TRANSITION');
  expect(await subgraph.code(lift(PRIVACY, { id: newId(), version: 1 }))).toBe('NOT_FOUND');
});
