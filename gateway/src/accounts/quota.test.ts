import { ANONYMOUS } from '@union-graph/identity';
import { createTestDatabase, type TestDatabase } from '@union-graph/testing';
import pg from 'pg';
import { pino } from 'pino';
import { accessRecord } from '../../test/accessRecord.ts';
import type { LiveAgreement } from '../agreements/agreementState.ts';
import { governance } from '../governance/builders.ts';
import type { EarlyRefusal } from '../request/refusal.ts';
import { type AccessWriter, createAccessWriter } from './accessWriter.ts';
import { type AttemptWindow, createAttemptWindows, DEFAULT_ATTEMPT_LIMITS } from './attempts.ts';
import { type AccessEntry, EMPTY_ENTRY, type EntryResult } from './entryGroup.ts';
import { hasRoom, personQuota, quotaRefusal, quotaWindowAt } from './quota.ts';

const NOON = new Date('2013-10-19T12:00:30+08:00');
const later = (ms: number): Date => new Date(NOON.getTime() + ms);

let database: TestDatabase;
let owner: pg.Pool;
const writers: AccessWriter[] = [];
beforeAll(async () => {
  database = await createTestDatabase(governance);
  owner = new pg.Pool({ connectionString: database.migratorUrl, max: 2 });
  // What is counted here is nobody's.
  for (const [table, constraint] of [
    ['quota_use', 'quota_agreement'],
    ['quota_person', 'quota_person_agreement'],
    ['data_sharing_agreement', 'agreement_client'],
  ])
    await owner.query(`alter table ${table} drop constraint ${constraint}`);
});
afterAll(async () => {
  await Promise.all(writers.map((writer) => writer.stop()));
  await owner.end();
  await database.drop();
});

/** An agreement's row, as far as attempts are counted by it. */
const AGREEMENT = `insert into data_sharing_agreement (id, kind, party_id, client_id, purposes, district_codes, project_ids, per_minute,
    per_day, valid_from, valid_to, status, drafted_by)
  values ($1, 'CONTACT', $1, $2, '{MATCHING}', '{}', '{}', 1000, 1000, '2013-01-01', '2013-12-31', 'DRAFT', $1)`;

/** A writer as each gateway has one. */
function openWriter(): AccessWriter {
  const writer = createAccessWriter({
    databaseUrl: database.appUrl,
    log: pino({ level: 'silent' }),
    onWritten: () => undefined,
  });
  writers.push(writer);
  return writer;
}

const agree = (limits: Partial<LiveAgreement> = {}): LiveAgreement =>
  ({ id: crypto.randomUUID(), perMinute: 1_000_000, perDay: 1_000_000, personsPerDay: 1_000_000, ...limits }) as LiveAgreement;
const counted = (agreement: LiveAgreement, now = NOON): AccessEntry => ({
  record: null,
  quotaWindow: quotaWindowAt(agreement, now),
  personQuota: null,
  attemptWindow: null,
  now,
});
const recorded = (agreement: LiveAgreement, subjects: readonly string[] = [], now = NOON): AccessEntry => ({
  record: accessRecord({ agreementId: agreement.id, subjects: [...subjects] }),
  quotaWindow: quotaWindowAt(agreement, now),
  personQuota: subjects.length > 0 ? personQuota(agreement, now) : null,
  attemptWindow: null,
  now,
});
/** What a refusal says: its code, and after how many seconds to come again. */
const OVER_MINUTE = ['RATE_LIMITED', '30'];
const OVER_DAY = ['QUOTA_EXCEEDED', String(12 * 3_600 - 30)];
const OVER_PERSONS = OVER_DAY;
const said = (refusal: EarlyRefusal | null) => refusal && [refusal.code, refusal.headers?.['retry-after']];
const told = ({ receipt, refusal }: EntryResult) => said(refusal) ?? (receipt ? 'recorded' : 'counted');
const used = async ({ id }: LiveAgreement) => {
  const { rows } = await owner.query('select span, sum(used)::int as used from quota_use where agreement_id = $1 group by span', [
    id,
  ]);
  return Object.fromEntries(rows.map((row) => [row.span, row.used]));
};
const together = (writer: AccessWriter, owed: readonly AccessEntry[]) => Promise.all(owed.map((one) => writer.writeEntry(one)));

test('of a group as many are let through as fit, in their order, each refused for the limit that it met', async () => {
  const agreement = agree({ perMinute: 4, perDay: 3 });
  const group = [counted, recorded, counted, recorded, recorded, counted].map((make) => make(agreement));
  expect((await together(openWriter(), group)).map(told)).toEqual([
    'counted',
    'recorded',
    'counted',
    OVER_DAY,
    OVER_MINUTE,
    OVER_MINUTE,
  ]);
  expect(await used(agreement)).toEqual({ MINUTE: 4, DAY: 3 });
  const { rowCount } = await owner.query('select from access_record where agreement_id = $1', [agreement.id]);
  expect(rowCount).toBe(1);
  // The next minute has room, the day has none.
  expect((await together(openWriter(), [recorded(agreement, [], later(60_000))])).map(told)).toEqual([
    ['QUOTA_EXCEEDED', String(12 * 3_600 - 90)],
  ]);
  expect((await together(openWriter(), [recorded(agreement, [], later(86_400_000))])).map(told)).toEqual(['recorded']);
});

test('agreements in one group do not take from each other', async () => {
  const [one, other] = [agree({ perMinute: 2 }), agree({ perMinute: 3 })];
  const group = [one, other, one, other, one, other, one, other].map((agreement) => recorded(agreement));
  const settled = await together(openWriter(), group);
  expect(settled.map(({ refusal }) => refusal !== null)).toEqual([false, false, false, false, true, false, true, true]);
  expect([await used(one), await used(other)]).toEqual([
    { MINUTE: 2, DAY: 2 },
    { MINUTE: 3, DAY: 3 },
  ]);
});

test('persons are counted once a day; a request that would name too many counts none of them', async () => {
  const agreement = agree({ personsPerDay: 3 });
  const group = [['a', 'b'], ['b', 'b', 'c', 'd'], ['c'], ['a', 'b', 'c'], ['d']].map((ids) => recorded(agreement, ids));
  expect((await together(openWriter(), group)).map(told)).toEqual([
    'recorded',
    OVER_PERSONS,
    'recorded',
    'recorded',
    OVER_PERSONS,
  ]);
  expect(await used(agreement)).toEqual({ MINUTE: 5, DAY: 5, PERSONS: 3 });
  const tomorrow = [recorded(agreement, ['d'], later(86_400_000))];
  expect((await together(openWriter(), tomorrow)).map(told)).toEqual(['recorded']);
});

test('attempts are counted over all gateways, the refused ones together with what was let in, and granted up to the limit', async () => {
  const clientId = crypto.randomUUID();
  const agreement = agree({ perMinute: 1_000, clientId });
  await owner.query(AGREEMENT, [agreement.id, clientId]);
  await together(
    openWriter(),
    Array.from({ length: 50 }, () => counted(agreement)),
  );
  // Each gateway has a span of its own, as it would in its own process.
  const attempt = (): AttemptWindow => ({
    ...createAttemptWindows(DEFAULT_ATTEMPT_LIMITS).windowAt('REFUSED', {
      viewer: { ...ANONYMOUS, subject: clientId, clientId },
      partner: { agreement: { ...agreement, perMinute: 60 } },
      now: NOON,
    }),
  });
  const gateways = Array.from({ length: 3 }, () => ({ writer: openWriter(), span: attempt() }));
  const refused = await Promise.all(
    Array.from({ length: 300 }, (_, at) => {
      const { writer, span } = gateways[at % 3] as (typeof gateways)[number];
      return writer.writeEntry({ ...EMPTY_ENTRY, attemptWindow: span, now: NOON });
    }),
  );
  const limited = refused.flatMap(({ refusal }) => refusal ?? []);
  expect([refused.length - limited.length, new Set(limited.map(({ code }) => code))]).toEqual([70, new Set(['RATE_LIMITED'])]);
  expect(limited[0]).toMatchObject({ headers: { 'retry-after': '30' }, extensions: { retryAfterMs: 30_000 } });
  expect(Math.max(...gateways.map(({ span }) => span.used))).toBe(350);
});

test('a process knows by itself when a quota is used up, and whether there is room for one more than are on their way', async () => {
  const agreement = agree({ perMinute: 3 });
  const span = quotaWindowAt(agreement, NOON);
  expect([said(quotaRefusal(span, NOON)), hasRoom(span)]).toEqual([null, false]);
  await together(openWriter(), [counted(agreement)]);
  expect([said(quotaRefusal(span, NOON)), hasRoom(span)]).toEqual([null, true]);
  span.uncountedRequests = 2;
  expect(hasRoom(span)).toBe(false);
  span.uncountedRequests = 0;
  await together(openWriter(), [counted(agreement), counted(agreement), counted(agreement)]);
  expect([said(quotaRefusal(span, NOON)), hasRoom(span)]).toEqual([OVER_MINUTE, false]);
  const next = quotaWindowAt(agreement, later(60_000));
  expect([said(quotaRefusal(next, later(60_000))), hasRoom(next)]).toEqual([null, false]);
  // Other terms, or the same ones read anew, are asked of the database.
  expect(quotaRefusal(quotaWindowAt({ ...agreement }, NOON), NOON)).toBeNull();
});

test('gateways whose groups have agreements, minutes, days and persons in common wait for each other, and never in a circle', async () => {
  const agreements = [agree({ perMinute: 60 }), agree(), agree({ personsPerDay: 40 })];
  const midnight = new Date('2013-10-20T00:00:00+08:00').getTime();
  const instants = [-120_000, -1, 0, 60_000].map((ms) => new Date(midnight + ms));
  const gateways = [openWriter(), openWriter(), openWriter()];
  let seed = 7;
  const draw = (below: number): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  const rounds = 60;
  const settled: EntryResult[] = [];
  await Promise.all(
    gateways.map(async (writer) => {
      for (let round = 0; round < rounds; round++) {
        const group = Array.from({ length: 12 }, () => {
          const agreement = agreements[draw(3)] as LiveAgreement;
          return recorded(agreement, [`p${draw(60)}`, `p${draw(60)}`], instants[draw(4)]);
        });
        settled.push(...(await together(writer, group)));
      }
    }),
  );
  // Each was answered: where two wait in a circle the database ends one of them after a second, and its group fails.
  expect(settled).toHaveLength(3 * rounds * 12);
  const [{ MINUTE: ofMinutes }, , { PERSONS: persons }] = (await Promise.all(agreements.map(used))) as [
    Record<string, number>,
    unknown,
    Record<string, number>,
  ];
  expect(ofMinutes).toBe(4 * 60);
  expect(persons).toBeLessThanOrEqual(2 * 40);
  expect(persons).toBeGreaterThan(70);
});
