import { newId } from '@union-graph/subgraph';
import { insert, type Sql } from '@union-graph/testing';
import { at } from './build.ts';

/** The moment of playing of the campaigns built here. */
export const PLAY_AT = at('19:00', '2013-10-25');

/** Screens that are online, numbered from `<prefix>-00001` on; every third of another operator, every second in another district. */
export const buildScreens = (sql: Sql, count: number, prefix = newId().slice(-8).toUpperCase()): Promise<string[]> =>
  sql<{ screen_no: string }>(
    `insert into screen (id, screen_no, operator, district_code, site, online, registered_at)
     select uuidv7(), $2 || '-' || lpad(n::text, 5, '0'), case n % 3 when 0 then '公交电视' else '楼宇电视' end,
       case n % 2 when 0 then '110105' else '110101' end, '第' || n || '块', true, '2013-09-01T09:00:00+08:00'
     from generate_series(1, $1::int) n returning screen_no`,
    [count, prefix],
  ).then((made) => made.map(({ screen_no }) => screen_no));

const STEPS = ['DRAFT', 'FILM_APPROVED', 'SCREENS_BOOKED', 'REHEARSED', 'LIVE', 'REPORTED'];

interface Built {
  readonly status?: string;
  readonly screens?: readonly string[];
  /** How many of the screens have the film; all of them unless told. */
  readonly acknowledged?: number;
  readonly playAt?: string;
}

/** A campaign in the state that is asked for, with its screens; its version is 1. */
export async function buildCampaign(sql: Sql, { status = 'DRAFT', screens = [], acknowledged, playAt = PLAY_AT }: Built = {}) {
  const id = newId();
  const step = STEPS.indexOf(status);
  const since = (least: number, time: string) => (step >= least ? time : null);
  await insert(sql, 'screen_campaign', {
    ...{ id, name_zh: `联播 ${id.slice(-6)}`, film: '幸福绽放', play_at: playAt, length_minutes: 10, created_by: newId() },
    ...{ created_at: at('08:00', '2013-10-01'), status: step > 0 ? 'FILM_APPROVED' : 'DRAFT' },
    ...{ approved_at: since(1, at('09:00', '2013-10-01')) },
  });
  if (screens.length > 0)
    await sql(
      `insert into campaign_screen (campaign_id, screen_id, district_code, operator, playing, acknowledged_at)
       select $1, s.id, s.district_code, s.operator, tstzrange($3, $3::timestamptz + interval '10 minutes'),
         case when row_number() over (order by s.screen_no) <= $4 then '2013-10-10T09:00:00+08:00'::timestamptz end
       from screen s where s.screen_no = any($2)`,
      [id, screens, playAt, acknowledged ?? screens.length],
    );
  await sql(
    `update screen_campaign set status = $2, booked_at = $3, rehearsed_at = $4, live_at = $5, live_bp = $6, reported_at = $7 where id = $1`,
    [
      ...[id, status, since(2, at('09:00', '2013-10-02')), since(3, at('09:00', '2013-10-12')), since(4, playAt)],
      ...[step >= 4 ? 9_500 : null, since(5, at('21:00', '2013-10-25'))],
    ],
  );
  return id;
}

/** A file of acknowledgements of these screens. */
export const acknowledgements = (screens: readonly string[], time = '2013-10-18T10:00:00+08:00'): string =>
  `screen_no,at\n${screens.map((no) => `${no},${time}`).join('\n')}\n`;

/** A file of these screens, all of which played. */
export const playouts = (screens: readonly string[], time = '2013-10-25T19:00:00+08:00'): string =>
  `screen_no,result,at\n${screens.map((no) => `${no},PLAYED,${time}`).join('\n')}\n`;
