import { mediation } from '@union-graph/mediation';
import { createTestDatabase, type TestDatabase } from '@union-graph/testing';
import pg from 'pg';
import { loadParts } from '../../parts.ts';
import { mediationSet } from '../mediation.ts';
import { PROFILES, type Profile } from '../profile.ts';
import { recoveredFenOf } from './amounts.ts';

const sample = PROFILES.sample as Profile;
const { checks } = mediationSet(sample);

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase(mediation);
  await loadParts(mediationSet(sample), database.migratorUrl, { loaded: () => undefined, step: () => undefined });
  client = new pg.Client({ connectionString: database.migratorUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const A_CASE = (status: string) => `(select id from mediation_case where status = '${status}' order by id limit 1)`;

/** What breaks a check, past the triggers and constraints of the database. */
const BROKEN: readonly (readonly [check: string, ...statements: string[]])[] = [
  ['successful cases', `update mediation_case set status = 'FAILED', failed_at = closed_at where id = ${A_CASE('PERFORMED')}`],
  ['failed cases', `update mediation_case set status = 'WITHDRAWN' where id = ${A_CASE('FAILED')}`],
  ['fen recovered', `update mediation_case set recovered_fen = 0 where id = ${A_CASE('PERFORMED')}`],
  ['fen paid', `update payment set amount_fen = amount_fen + 1 where case_id = ${A_CASE('PERFORMED')}`],
  ['fen agreed in successful cases', `update agreement set total_fen = total_fen + 1 where case_id = ${A_CASE('PERFORMED')}`],
  ['S-09', `update mediation_case set ownership = 'STATE' where status = 'FAILED'`],
  [
    'mediators on no register',
    `update directory_entry set has_ended = true where entry_id = (select person_id from mediator where kind = 'SOCIAL_WORKER' limit 1)`,
  ],
  ['MED-INV-1', `update performance_item set paid_fen = 0 where case_id = ${A_CASE('PERFORMED')}`],
  [
    '2.2.2: agreements',
    `update agreement_term set amount_fen = amount_fen + 1 where claim_id in (select id from case_claim where case_id = ${A_CASE('EFFECTIVE')})`,
  ],
  ['terms that give more', `update case_claim set amount_fen = 1 where case_id = ${A_CASE('EFFECTIVE')}`],
  ['G1', `update agreement_term set amount_fen = 1 where claim_id in (select id from case_claim where kind = 'WAGES')`],
  [
    'MED-INV-3: one dispute',
    'alter table case_dispute drop constraint case_dispute_one_open',
    `insert into case_dispute select k.id, k.case_id, d.applicant_key, d.respondent_key, d.kind, d.period, true
      from (select * from case_dispute where open limit 1) d cross join lateral (select * from case_claim where case_id <> d.case_id limit 1) k`,
  ],
  ['MED-INV-3: disputes that are open otherwise', `update case_dispute set open = false where open`],
  [
    'MED-INV-4: mediators who',
    `update mediation_case set applicant_ids = array[mediator_person_id] where id = ${A_CASE('FAILED')}`,
  ],
  [
    '2.2.2: mediators with more cases',
    `update mediation_case set mediator_id = (select id from mediator limit 1) where status in ('ASSIGNED', 'IN_MEDIATION')`,
    'update mediator set case_cap = 1',
  ],
  [
    'P12: mediators whose term',
    `update mediator set term_to = '2013-10-01' where term_to > '2013-10-01' and term_from < '2012-09-30'`,
  ],
  [
    'P12: mediators whose term',
    `update mediation_case set mediator_person_id = gen_random_uuid() where id = ${A_CASE('FAILED')}`,
  ],
  ['respondents that are', `delete from employer_place where enterprise_id in (select enterprise_id from case_party)`],
  ['S-28: collective', `delete from warning_notice`, `delete from early_warning`],
  ['S-28: warnings', `update early_warning set closed_at = closed_at - interval '1 hour'`],
  ['P11 art. 28', 'update award set awarded_fen = awarded_fen * 2'],
  ['more workers', 'update early_warning set headcount_affected = 1000000'],
  ['legal aid for', `update legal_aid_grant set scope = 'ENFORCEMENT'`],
  ['S-39', `update legal_aid_grant set member_id = gen_random_uuid()`],
  ['S-39', `update service_contract set from_on = to_on`],
  ['MED-INV-6: deadlines', `update mediation_case set statutory_due_on = statutory_due_on + 1 where id = ${A_CASE('FAILED')}`],
  ['P12: cases that', `update mediation_case set accepted_at = received_at + interval '30 days' where id = ${A_CASE('FAILED')}`],
  [
    'P11 art. 14: agreements after',
    `update mediation_case set agreed_at = received_at + interval '40 days' where id = ${A_CASE('EFFECTIVE')}`,
  ],
  ['what happened in another order', `update mediation_case set closed_at = received_at where id = ${A_CASE('FAILED')}`],
  ['what happened in another order', `update mediation_case set closed_at = '2013-11-01' where id = ${A_CASE('FAILED')}`],
  ['payments before', `update payment set paid_on = '2009-01-01' where case_id = ${A_CASE('PERFORMED')}`],
  ['cases that time has moved', `update mediation_case set next_payment_on = '2013-10-01' where status = 'EFFECTIVE'`],
  ['next payments', `update mediation_case set next_payment_on = null where status = 'EFFECTIVE'`],
  ['P12, P13', `delete from confirmation`],
  ['P11 art. 14: agreements in force', `delete from agreement_signature where signer = 'MEDIATOR'`],
];

test.each(BROKEN)('the check "%s" finds what breaks it', async (name, ...statements) => {
  const found = checks.filter((check) => check.name.startsWith(name));
  expect(found).toHaveLength(1);
  const { sql, expected } = found[0] as (typeof checks)[number];
  const value = async () => (await client.query(`select (${sql})::text as value`)).rows[0]?.value;
  expect(await value()).toBe(String(expected));
  await client.query('begin');
  try {
    for (const table of TRIGGERED) await client.query(`alter table ${table} disable trigger user`);
    for (const statement of statements) await client.query(statement);
    expect(await value()).not.toBe(String(expected));
  } finally {
    await client.query('rollback');
  }
});

const TRIGGERED = [
  'mediation_case',
  'agreement',
  'award',
  'performance_item',
  'payment',
  'confirmation',
  'service_contract',
  'legal_aid_grant',
];

test('every check of cases is broken once', () => {
  const ofCases = checks.slice(checks.findIndex(({ name }) => name === 'cases')).map(({ name }) => name);
  const unbroken = ofCases.filter((name) => !BROKEN.some(([check]) => name.startsWith(check)));
  expect(unbroken).toEqual(['cases', 'mediators', 'grants of legal aid']);
});

test.each([
  [1, 40_000n],
  [7, 1_000_003n],
  [620, 547_000_000n],
  [62_000, 54_700_000_000n],
])('what %i cases recover is the total to the fen, more than nothing in each', (cases, total) => {
  const amounts = recoveredFenOf(total, cases);
  expect(amounts).toHaveLength(cases);
  expect(amounts.reduce((sum, amount) => sum + amount, 0n)).toBe(total);
  expect(amounts.filter((amount) => amount <= 0n)).toEqual([]);
});

test('most cases recover less than the mean', () => {
  const amounts = recoveredFenOf(54_700_000_000n, 62_000);
  expect(amounts.filter((amount) => amount < 54_700_000_000n / 62_000n).length).toBeGreaterThan(36_000);
});
