import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { mediation } from '@union-graph/mediation';
import { organisation } from '@union-graph/organisation';
import { coreHash, nameHash } from '@union-graph/subgraph';
import { createTestDatabase, type TestDatabase } from '@union-graph/testing';
import { training } from '@union-graph/training';
import { venues } from '@union-graph/venues';
import { warmthFund } from '@union-graph/warmth-fund';
import pg from 'pg';
import { growths } from './bargaining.ts';
import { compareFigures } from './check.ts';
import { share } from './draw.ts';
import { organisationSet } from './organisation.ts';
import { PROFILES, type Profile } from './profile.ts';

// @slow

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const sample = PROFILES.sample as Profile;

let database: TestDatabase;
let ofMediation: TestDatabase;
let ofVenues: TestDatabase;
let fund: TestDatabase;
let ofTraining: TestDatabase;
let client: pg.Client;
const running: ChildProcess[] = [];

beforeAll(async () => {
  database = await createTestDatabase(organisation);
  ofMediation = await createTestDatabase(mediation);
  ofVenues = await createTestDatabase(venues);
  fund = await createTestDatabase(warmthFund);
  ofTraining = await createTestDatabase(training);
  client = new pg.Client({ connectionString: database.migratorUrl });
  await client.connect();
});
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await client.end();
  await database.drop();
  await ofMediation.drop();
  await ofVenues.drop();
  await fund.drop();
  await ofTraining.drop();
});

/** The loader as a process of its own, as `npm run data -- load sample` runs it. */
function load(): ChildProcess {
  const child = spawn(process.execPath, ['--import', TSX, 'infra/data/cli.ts', 'load', 'sample'], {
    cwd: ROOT,
    env: {
      ...process.env,
      ORGANISATION_MIGRATOR_DATABASE_URL: database.migratorUrl,
      MEDIATION_MIGRATOR_DATABASE_URL: ofMediation.migratorUrl,
      VENUES_MIGRATOR_DATABASE_URL: ofVenues.migratorUrl,
      TRAINING_MIGRATOR_DATABASE_URL: ofTraining.migratorUrl,
      WARMTH_FUND_MIGRATOR_DATABASE_URL: fund.migratorUrl,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.push(child);
  return child;
}

const one = async (sql: string): Promise<unknown> => (await client.query(sql)).rows[0]?.value;

const keys = async () =>
  (
    await client.query(`select indexdef as key from pg_indexes where schemaname = 'public'
      union select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint order by key`)
  ).rows;

test('a load that is killed goes on when it is run again, without a row twice, and every key is back', async () => {
  const before = await keys();
  const killed = load();
  while (!(await one(`select true as value from data_set where name = 'sample/member 3'`))) {
    if (killed.exitCode !== null) throw new Error('The load ended by itself.');
    await new Promise((resume) => setTimeout(resume, 5));
  }
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  expect(await one(`select count(*) as value from data_set where name = 'sample'`)).toBe('0');
  const [code] = await once(load(), 'exit');
  expect(code).toBe(0);
  expect(await one('select count(*)::int as value from member')).toBe(sample.jointMembers);
  expect(await one('select count(*)::int as value from card')).toBe(sample.jointMembers);
  expect(await keys()).toEqual(before);
});

test('the graph answers every figure', async () => {
  const said: string[] = [];
  const wrong =
    (await compareFigures(sample, database.appUrl, (line) => void said.push(line))) +
    (await compareFigures(sample, ofMediation.appUrl, (line) => void said.push(line), 'mediation')) +
    (await compareFigures(sample, ofTraining.appUrl, (line) => void said.push(line), 'training')) +
    (await compareFigures(sample, ofVenues.appUrl, (line) => void said.push(line), 'venues')) +
    (await compareFigures(sample, fund.appUrl, (line) => void said.push(line), 'warmth-fund'));
  expect(said.filter((line) => line.startsWith('WRONG'))).toEqual([]);
  expect(wrong).toBe(0);
});

test('mediation knows each employer as organisation would tell of it', async () => {
  const told = await client.query<Employer>(
    `select e.id, e.name_zh as name, e.district_code as district, e.headcount, e.version, e.headcount_as_of as counted,
      exists (select from enterprise_affiliation a join trade_union u on u.id = a.union_id left join trade_union above on above.id = u.parent_id
        where a.enterprise_id = e.id and a.to_day is null and 'BUREAU_COMPANY_UNION' in (u.kind, above.kind)) as bureau,
      (select a.union_id from enterprise_affiliation a where a.enterprise_id = e.id and a.to_day is null) as union
    from enterprise e order by e.id`,
  );
  const mediator = new pg.Client({ connectionString: ofMediation.migratorUrl });
  await mediator.connect();
  const known = await mediator.query(
    `select enterprise_id as id, name_hash, core_hash, district_code as district, headcount, seen_version as version, headcount_as_of as counted,
      of_bureau as bureau, union_id as union
    from employer_place order by enterprise_id`,
  );
  await mediator.end();
  const expected = told.rows.map(({ name, ...row }) => ({ name_hash: nameHash(name), core_hash: coreHash(name), ...row }));
  expect(expected.length).toBeGreaterThan(100);
  expect(known.rows).toEqual(expected);
});

test('mediation knows each union as organisation would tell of it', async () => {
  const told = await client.query('select id, scope_path as path, version from trade_union order by id');
  expect(told.rows.length).toBeGreaterThan(30);
  const known =
    'select union_id as id, scope_path as path, seen_version as version from known_union where not has_ended order by 1';
  expect(await ofMediator(known)).toEqual(told.rows);
});

/** Rows of mediation's database. */
async function ofMediator(sql: string): Promise<object[]> {
  const mediator = new pg.Client({ connectionString: ofMediation.migratorUrl });
  await mediator.connect();
  const { rows } = await mediator.query(sql);
  await mediator.end();
  return rows;
}

test('mediation names workers and firms as organisation does, in their districts', async () => {
  const parties =
    await ofMediator(`select coalesce(p.member_id, p.enterprise_id) as id, p.name_zh as name, p.phone_masked as phone
    from case_party p where p.member_id is not null or p.enterprise_id is not null order by 1, 2`);
  const ids = [...new Set(parties.map((party) => (party as { id: string }).id))];
  const told = await client.query(
    `select id, name_zh as name, phone_masked as phone from member where id = any($1) union all
     select id, name_zh, null from enterprise where id = any($1)`,
    [ids],
  );
  const known = new Map(told.rows.map((row) => [row.id, row]));
  expect(parties.length).toBeGreaterThan(1_000);
  for (const party of parties) expect(party).toEqual(known.get((party as { id: string }).id));
});

test("organisation knows who works on which worker's dispute, and until which day", async () => {
  const staffed = await ofMediator(`select c.id as case_id, m.id as member_id, s.id as person_id, s.last_day from mediation_case c
    cross join unnest(c.applicant_ids) as m(id) cross join lateral (
      select c.mediator_person_id as id, (select max(t.term_to)::text from mediator t where t.person_id = c.mediator_person_id) as last_day
        where c.mediator_person_id is not null
      union select g.lawyer_person_id, case when g.scope = 'MEDIATION' and c.signed_at is null then
          case when c.status = 'AGREED' then c.sign_by_on::text
            when c.status in ('RECEIVED', 'ACCEPTED', 'ASSIGNED', 'IN_MEDIATION') then coalesce(c.extended_on, c.statutory_due_on)::text end end
        from legal_aid_grant g where g.case_id = c.id and g.status = 'ACTIVE') s order by 1, 2, 3`);
  const told = await client.query('select case_id, member_id, person_id, last_day::text from case_worker order by 1, 2, 3');
  expect(told.rows.length).toBeGreaterThan(100);
  expect(told.rows.filter((row) => row.last_day !== null).length).toBeGreaterThan(0);
  expect(told.rows).toEqual(staffed);
});

test.each([
  [
    'each union as organisation would tell of it',
    'select id as key, kind, version, scope_path, false as ended from trade_union order by id',
    'select union_id as key, kind, seen_version as version, scope_path, has_ended as ended from union_standing order by union_id',
  ],
  [
    'the running money of which organisation knows',
    'select allocation_id as key, union_id, year, amount_fen from running_fund order by allocation_id',
    'select id as key, union_id, year, amount_fen from budget_allocation order by id',
  ],
  [
    'the payments of the foundation that the tile counts (S-13)',
    `select disbursement_id as key, version from fund_payment where state = 'paid' order by disbursement_id`,
    `select d.id as key, d.version from disbursement d join fund f on f.id = d.fund_id
      where f.code = 'WARMTH' and d.status = 'SETTLED' order by d.id`,
  ],
])('the fund has %s', async (_, ofOrganisation, ofFund) => {
  const there = new pg.Client({ connectionString: fund.migratorUrl });
  await there.connect();
  const [one, other] = [await client.query(ofOrganisation), await there.query(ofFund)];
  await there.end();
  expect(one.rowCount).toBeGreaterThan(30);
  expect(other.rows).toEqual(one.rows);
});

test.each([
  [
    'each union as organisation would tell of it',
    'select id as key, kind, scope_path, district_code, version, false as ended from trade_union order by id',
    'select union_id as key, kind, scope_path, district_code, seen_version as version, has_ended as ended from known_union order by union_id',
  ],
  [
    'each Worker’s Home',
    'select id as key, union_id, district_code, version from workers_home order by id',
    'select home_id as key, union_id, district_code, seen_version as version from known_home order by home_id',
  ],
  [
    'where each member is',
    `select id as key, scope_path from member where membership_status = 'ACTIVE' order by id`,
    'select member_id as key, scope_path from member_place order by member_id',
  ],
])('venues know %s', async (_, ofOrganisation, ofVenue) => {
  const there = new pg.Client({ connectionString: ofVenues.migratorUrl });
  await there.connect();
  const [one, other] = [await client.query(ofOrganisation), await there.query(ofVenue)];
  await there.end();
  expect(one.rowCount).toBeGreaterThan(30);
  expect(other.rows).toEqual(one.rows);
});

/** What two services have of one thing, each by a statement. */
async function both(one: TestDatabase, ofOne: string, other: TestDatabase, ofOther: string) {
  const [first, second] = [one, other].map(({ migratorUrl }) => new pg.Client({ connectionString: migratorUrl })) as [
    pg.Client,
    pg.Client,
  ];
  await Promise.all([first.connect(), second.connect()]);
  const found = [(await first.query(ofOne)).rows, (await second.query(ofOther)).rows] as const;
  await Promise.all([first.end(), second.end()]);
  return found;
}

test('the fund paid what training was told of, to the same members (S-62, S-64)', async () => {
  const [waiting, paid] = await both(
    ofTraining,
    `select disbursement_id as id, 'SubsidyApplication' as type, id::text as source, member_id, amount_fen, paid_at from subsidy_application
      union all select i.disbursement_id, 'SponsorshipInstalment', i.id::text, s.member_id, i.amount_fen, i.paid_at
      from sponsorship_instalment i join sponsorship s on s.id = i.sponsorship_id where i.status = 'PAID' order by id`,
    fund,
    `select id, source_type as type, source_id as source, member_id, amount_fen, paid_at from disbursement
      where source_subgraph = 'training' order by id`,
  );
  expect(paid).toHaveLength(sample.subsidies + sample.sponsored);
  expect(waiting).toEqual(paid);
});

test('training knows members, staff and firms as organisation does, and organisation who is on its lists', async () => {
  const [told, known] = await both(
    database,
    `select id, scope_path as path from member union all select id, scope_path from staff_member union all
      select id, '/city/' || district_code || '/' from enterprise order by id`,
    ofTraining,
    'select member_id as id, scope_path as path from member_place union all select entry_id, scope_path from directory_entry order by id',
  );
  expect(known).toEqual(told);
  const [served, listed] = await both(
    database,
    `select occasion_id as id, member_id, scope_path as path, served_until as until from served_person
      where source = 'TRAINING' and served order by id`,
    ofTraining,
    `select e.id, e.member_id, i.scope_path as path, case e.status when 'WAITLISTED' then s.starts_at end as until from enrolment e join course_session s on s.id = e.session_id
      join course c on c.id = s.course_id join institution i on i.id = c.institution_id union all
      select a.id, a.member_id, i.scope_path, null from degree_application a join degree_programme p on p.id = a.programme_id
      join institution i on i.id = p.institution_id where a.status in ('ADMITTED', 'ENROLLED', 'STUDYING') order by id`,
  );
  expect(listed.length).toBeGreaterThan(300);
  expect(served).toEqual(listed);
});

test('organisation knows whom the fund decides about, whom it pays and who gives to it (C-19)', async () => {
  const [served, listed] = await both(
    database,
    `select source, occasion_id as id, member_id, scope_path as path, served, seen_version as version from served_person
      where source like 'FUND%' order by id`,
    fund,
    `select 'FUND_DECISION' as source, id, member_id, scope_path as path, status not in ('REJECTED', 'CANCELLED') as served, version from aid_application
      union all select 'FUND_DECISION', id, member_id, scope_path, status <> 'REJECTED', version from mutual_aid_claim
      union all select 'FUND_DECISION', id, head_member_id, scope_path, status not in ('REJECTED', 'EXITED'), version from hardship_file
      union all select 'FUND_DECISION', m.id, m.member_id, f.scope_path, f.status not in ('REJECTED', 'EXITED'), f.version from household_member m
        join hardship_file f on f.household_id = m.household_id where m.member_id <> f.head_member_id
      union all select 'FUND_PAYMENT', id, member_id, scope_path, status <> 'VOIDED', version from disbursement where member_id is not null
      union all select 'FUND_PAYMENT', id, member_id, '/city/', status <> 'REFUNDED', version from donation where member_id is not null order by id`,
  );
  expect(listed.length).toBeGreaterThan(300);
  expect(served).toEqual(listed);
});

interface Employer {
  readonly id: string;
  readonly name: string;
}

test('it is the same on every run', () => {
  const digest = createHash('sha256');
  const drawn = organisationSet(sample).parts.filter(({ table }) =>
    ['enterprise', 'member', 'card', 'service_request'].includes(table),
  );
  for (const { rows } of drawn) for (const row of rows()) digest.update(JSON.stringify(row));
  // Another value says that the set has become another one; databases that were loaded before hold the old one.
  expect(digest.digest('hex').slice(0, 16)).toBe('6667a08af535e7e6');
});

test('the growths of wages balance to a basis point, whoever is large', () => {
  const workers = organisationSet(sample).parts.flatMap(({ table, rows }) =>
    table === 'enterprise' ? [...rows()].map(({ headcount }) => headcount as number) : [],
  );
  const all = growths(workers);
  const mean =
    all.reduce((sum, growth, at) => sum + growth * (workers[at] as number), 0) / workers.reduce((sum, count) => sum + count, 0);
  expect(Math.round(mean)).toBe(929);
  expect([Math.min(...all) > 0, Math.max(...all) < 2_000, new Set(all).size > 50]).toEqual([true, true, true]);
});

test('a total is shared without a rest, and everybody gets something', () => {
  expect(share(10, [1, 1, 1])).toEqual([4, 3, 3]);
  expect(share(344, [600, 1, 1]).reduce((sum, part) => sum + part, 0)).toBe(344);
  expect(Math.min(...share(20, [1000, 1, 1]))).toBe(1);
});
