import { randomUUID } from 'node:crypto';
import { median, timed } from '../measureOperations.ts';
import type { Bench, Question } from '../openBench.ts';
import { city } from '../viewers.ts';
import { ROUNDS, timeAnswered, WARM_UP } from './rounds.ts';

/** How long a file of acknowledgements took through the graph and by hand, in milliseconds, as medians of some rounds. */
export interface Acknowledgements {
  readonly set: string;
  readonly screens: number;
  readonly graphMs: number;
  readonly bareMs: number;
  readonly cpuMs: number;
  readonly statements: number;
}

const AT = '2013-10-18T09:00:00+08:00';
const keeper = { ...city, personId: randomUUID() };
const RECORD =
  'mutation ($input: RecordAcknowledgementsInput!) { recordAcknowledgements(input: $input) { file { accepted rejected } } }';

/** Takes what all screens of a campaign tell, in one file and by one statement in turns. Leaves the set as it was. */
export async function measureAcknowledgements(bench: Bench): Promise<Acknowledgements> {
  const campaignId = randomUUID();
  const times: { graph: number; bare: number; cpuMs: number }[] = [];
  try {
    const screens = await openCampaign(bench, campaignId);
    const question = () => questionOf(campaignId, screens);
    for (let round = 0; round < WARM_UP + ROUNDS; round++) {
      const asked = question();
      const cpuBefore = bench.cpuMs();
      const graph = await timeAnswered(() => record(bench, asked, screens.length));
      const cpuMs = bench.cpuMs() - cpuBefore;
      await forget(bench, campaignId);
      const bare = await timed(() => recordBare(bench, campaignId, screens));
      await forget(bench, campaignId);
      if (round >= WARM_UP) times.push({ graph, bare, cpuMs });
    }
    const of = (key: 'graph' | 'bare' | 'cpuMs') => median(times.map((time) => time[key]));
    const figures = { graphMs: of('graph'), bareMs: of('bare'), cpuMs: of('cpuMs') };
    return { set: bench.set, screens: screens.length, ...figures, statements: await bench.statementsOf(question()) };
  } finally {
    await close(bench, campaignId);
  }
}

/** A campaign on all screens whose film was approved. Gives their numbers. */
async function openCampaign({ bare }: Bench, id: string): Promise<string[]> {
  await bare.query('begin');
  await bare.query(
    `insert into screen_campaign (id, name_zh, film, play_at, length_minutes, status, created_by, created_at, approved_at, booked_at)
      values ($1, '测量', '测量', '2013-10-25T19:00:00+08:00', 10, 'SCREENS_BOOKED', $2, $3, $3, $3)`,
    [id, keeper.personId, '2013-10-01T09:00:00+08:00'],
  );
  await bare.query(
    `insert into campaign_screen (campaign_id, screen_id, district_code, operator, playing)
      select $1, s.id, s.district_code, s.operator, '[2013-10-25T19:00:00+08:00,2013-10-25T19:10:00+08:00)' from screen s`,
    [id],
  );
  await bare.query('commit');
  const { rows } = await bare.query<{ no: string }>('select screen_no as no from screen order by screen_no');
  return rows.map(({ no }) => no);
}

const questionOf = (campaignId: string, screens: readonly string[]): Question => ({
  viewer: keeper,
  query: RECORD,
  variables: {
    input: { idempotencyKey: randomUUID(), campaignId, file: `screen_no,at\n${screens.map((no) => `${no},${AT}`).join('\n')}` },
  },
});

async function record({ ask }: Bench, question: Question, expected: number): Promise<void> {
  const { recordAcknowledgements } = await ask<{ recordAcknowledgements: { file: { accepted: number; rejected: number } } }>(
    question,
  );
  const { accepted, rejected } = recordAcknowledgements.file;
  if (accepted !== expected) throw new Error(`${accepted} rows were taken and ${rejected} were not, of ${expected}.`);
}

/** The same rows by one statement; the triggers count them here, too. */
const recordBare = ({ bare }: Bench, campaignId: string, screens: readonly string[]): Promise<unknown> =>
  bare.query(
    `update campaign_screen c set acknowledged_at = g.at from unnest($2::text[], $3::timestamptz[]) as g(no, at) join screen s on s.screen_no = g.no
      where c.campaign_id = $1 and c.screen_id = s.id and c.acknowledged_at is null`,
    [campaignId, screens, screens.map(() => AT)],
  );

async function forget({ bare }: Bench, campaignId: string): Promise<void> {
  await bare.query('delete from screen_file where campaign_id = $1', [campaignId]);
  await bare.query('update campaign_screen set acknowledged_at = null where campaign_id = $1 and acknowledged_at is not null', [
    campaignId,
  ]);
  await bare.query('vacuum analyze campaign_screen');
}

async function close({ bare }: Bench, campaignId: string): Promise<void> {
  await bare.query('begin');
  for (const table of ['screen_file', 'campaign_screen', 'campaign_tally'])
    await bare.query(`delete from ${table} where campaign_id = $1`, [campaignId]);
  await bare.query('delete from screen_campaign where id = $1', [campaignId]);
  await bare.query('delete from idempotency where subject = $1', [keeper.subject]);
  await bare.query('commit');
  await bare.query('vacuum analyze campaign_screen');
}
