import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { atOnce, inTransaction, openPool } from '../atOnce.ts';
import { median, timed } from '../measureOperations.ts';
import type { Bench } from '../openBench.ts';
import { person, TODAY } from './question.ts';

/** How many a second came through the graph and by hand, as medians of some rounds. */
export interface Applications {
  readonly set: string;
  readonly graphPerSecond: number;
  readonly barePerSecond: number;
  /** CPU time of the subgraph's process for one. */
  readonly cpuMs: number;
  /** How many cases came of the applications of a round, and how many were told that their dispute is open. */
  readonly kept: number;
  readonly duplicates: number;
}

/** Two hundred applications of eighty workers: fifty apply once, thirty five times each. */
export const [APPLICATIONS, DISPUTES] = [200, 80];
const [ONCE, TIMES] = [50, 5];
const CONNECTIONS = 10;
const [WARM_UP, ROUNDS] = [2, 7];

interface Application {
  readonly worker: string;
  readonly org: string;
  readonly firm: string;
  readonly firmZh: string;
}

/** Sends all applications at the same time, and writes the same rows by hand in turns. Leaves the set as it was. */
export async function measureApplications(bench: Bench): Promise<Applications> {
  const pool = openPool(bench.target.migratorUrl as string, CONNECTIONS);
  const workers: string[] = [];
  const times: { graph: number; bare: number; cpuMs: number }[] = [];
  const outcomes = { kept: 0, duplicates: 0 };
  try {
    for (let round = 0; round < WARM_UP + ROUNDS; round++) {
      const [graphed, byHand] = [await draw(bench.bare), await draw(bench.bare)];
      workers.push(...[...graphed, ...byHand].map(({ worker }) => worker));
      const cpuBefore = bench.cpuMs();
      const told: string[] = [];
      const graph = await timed(() =>
        atOnce(APPLICATIONS, APPLICATIONS, async (at) => void told.push(await apply(bench, graphed[at] as Application))),
      );
      const cpuMs = (bench.cpuMs() - cpuBefore) / APPLICATIONS;
      const bare = await timed(() => atOnce(APPLICATIONS, CONNECTIONS, (at) => applyBare(pool, byHand[at] as Application)));
      outcomes.kept = told.filter((one) => one === 'KEPT').length;
      outcomes.duplicates = told.filter((one) => one === 'DUPLICATE').length;
      if (outcomes.kept !== DISPUTES || outcomes.duplicates !== APPLICATIONS - DISPUTES)
        throw new Error(`Of ${DISPUTES} disputes ${outcomes.kept} were kept; ${[...new Set(told)].join(', ')}.`);
      if (round >= WARM_UP) times.push({ graph, bare, cpuMs });
    }
  } finally {
    await forget(bench.bare, workers);
    await pool.end();
  }
  const perSecond = (key: 'graph' | 'bare') => (APPLICATIONS * 1000) / median(times.map((time) => time[key]));
  return {
    set: bench.set,
    graphPerSecond: perSecond('graph'),
    barePerSecond: perSecond('bare'),
    cpuMs: median(times.map(({ cpuMs }) => cpuMs)),
    ...outcomes,
  };
}

/** The applications of a round, in no order: workers with a record of their own, each against a firm of the set. */
async function draw(db: pg.Client): Promise<Application[]> {
  const { rows } = await db.query<Omit<Application, 'worker'>>(
    `select p.enterprise_id as firm, p.name_zh as "firmZh",
      (select o.id from mediation_org o where o.kind = 'DISTRICT_CENTRE' and o.district_code = e.district_code) as org
    from (select * from case_party where side = 'RESPONDENT' and enterprise_id is not null order by random() limit $1) p
      join employer_place e on e.enterprise_id = p.enterprise_id`,
    [DISPUTES],
  );
  const all = rows.flatMap((row, at) => Array(at < ONCE ? 1 : TIMES).fill({ ...row, worker: randomUUID() }) as Application[]);
  await db.query(
    'insert into known_member (member_id, seen_version) select distinct id, 1 from unnest($1::uuid[]) as worker (id)',
    [all.map(({ worker }) => worker)],
  );
  return all
    .map((one) => ({ one, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

const APPLY = `mutation ($input: ApplyForMediationInput!) { applyForMediation(input: $input) { case { id caseNo status } } }`;
const NAME = '测试工友';
const MOST_ATTEMPTS = 20;

/** `KEPT`, or `DUPLICATE` for a dispute that is open already. */
async function apply({ ask }: Bench, { worker, org, firm, firmZh }: Application): Promise<string> {
  const input = {
    idempotencyKey: randomUUID(),
    orgId: org,
    ownership: 'PRIVATE',
    knewOn: '2013-09-01',
    applicants: [{ memberId: worker, nameZh: NAME }],
    respondents: [{ enterpriseId: firm, nameZh: firmZh }],
    claims: [{ kind: 'WAGES', amountFen: '864000', periodFrom: '2013-06-01', periodTo: '2013-08-31', ground: '拖欠工资' }],
  };
  for (let attempt = 1; ; attempt++) {
    try {
      await ask({ viewer: person('MEMBER', '/city/', worker), query: APPLY, variables: { input } });
      return 'KEPT';
    } catch (error) {
      const { message } = error as Error;
      if (message.includes('is open as case')) return 'DUPLICATE';
      // On a machine with much else to do a connection may be waited for too long; under its key the application is sent again.
      if (!message.includes('not answering') || attempt === MOST_ATTEMPTS) return message;
    }
  }
}

/** The same rows by hand: one look for the same dispute under a lock on the firm, then the case with what it needs. */
const applyBare = (pool: pg.Pool, { worker, org, firm, firmZh }: Application): Promise<void> =>
  inTransaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${firm} WAGES`]);
    const open = await client.query(
      `select d.case_id from case_dispute d where d.respondent_key = $1 and d.kind = 'WAGES' and d.applicant_key = $2 and d.open`,
      [firm, worker],
    );
    if (open.rowCount) return;
    const [id, claim] = [randomUUID(), randomUUID()];
    await client.query(
      `insert into mediation_case (id, case_no, org_id, district_code, scope_path, source, is_collective, ownership, status, applicant_ids,
          respondent_ids, received_at)
        select $1, $2, o.id, o.district_code, o.scope_path, 'WALK_IN', false, 'PRIVATE', 'RECEIVED', array[$3::uuid], '{}', $4
        from mediation_org o where o.id = $5`,
      [id, `bench-${id}`, worker, `${TODAY}T10:00:00+08:00`, org],
    );
    await client.query(
      `insert into case_party (id, case_id, position, side, member_id, enterprise_id, name_zh, is_representative) values
        ($1, $2, 0, 'APPLICANT', $3, null, $4, false), ($5, $2, 1, 'RESPONDENT', null, $6, $7, false)`,
      [randomUUID(), id, worker, NAME, randomUUID(), firm, firmZh],
    );
    await client.query(
      `insert into case_claim (id, case_id, position, kind, amount_fen, period_from, period_to, ground)
        values ($1, $2, 0, 'WAGES', 864000, '2013-06-01', '2013-08-31', '拖欠工资')`,
      [claim, id],
    );
    await client.query(
      `insert into case_dispute (claim_id, case_id, applicant_key, respondent_key, kind, period, open)
        values ($1, $2, $3, $4, 'WAGES', '[2013-06-01,2013-08-31]', true)`,
      [claim, id, worker, firm],
    );
    await client.query(`insert into limitation_event (id, case_id, kind, happened_on) values ($1, $2, 'KNEW', '2013-09-01')`, [
      randomUUID(),
      id,
    ]);
  });

/** Takes away the cases of the workers. Only the owner of the tables can, and only measurements do. */
async function forget(db: pg.Client, workers: readonly string[]): Promise<void> {
  await db.query('begin');
  await db.query(
    `create temp table gone on commit drop as select p.case_id as id from case_party p where p.member_id = any($1::uuid[])`,
    [workers],
  );
  for (const table of ['limitation_event', 'case_dispute', 'case_claim', 'case_party'])
    await db.query(`delete from ${table} where case_id in (select id from gone)`);
  await db.query('delete from mediation_case where id in (select id from gone)');
  await db.query('delete from known_member where member_id = any($1::uuid[])', [workers]);
  await db.query('delete from idempotency where subject = any($1)', [workers.map((worker) => `person:${worker}`)]);
  await db.query('commit');
  await db.query('vacuum analyze mediation_case, case_party, case_claim, case_dispute, limitation_event');
}
