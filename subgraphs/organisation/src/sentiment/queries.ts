import { type Role, scopePaths, type Viewer } from '@union-graph/identity';
import {
  addDays,
  civilDay,
  forbidden,
  type PageSource,
  type ReadContext,
  Refusal,
  raw,
  rows,
  type Sql,
  sql,
  underPaths,
} from '@union-graph/subgraph';
import type { Context } from '../context.ts';
import { type Count, discloseWeek, groupOf } from './disclosure.ts';
import { daysOfWeek } from './rules.ts';
import type { SentimentItem } from './SentimentItem.ts';
import type { SentimentReport } from './SentimentReport.ts';

/** Those who read what workers speak of, each for their part of the city (S-76). */
const READERS: readonly Role[] = ['CITY_DEPT', 'SOCIAL_DEPT', 'DISTRICT_ADMIN', 'HOTLINE_AGENT'];

const inSight = (viewer: Viewer): Sql => underPaths(raw(`('/city/' || i.district_code || '/')`), scopePaths(viewer, ...READERS));

/**
 * The report of a week that is over, counted when it is read. The week that runs is not told: subtracting the report of one day from that of
 * the next would give the counts of a single day, which may be less than ten.
 */
export async function sentimentReport(ctx: Context, week: string): Promise<SentimentReport> {
  if (scopePaths(ctx.viewer, ...READERS).length === 0)
    throw forbidden(ctx.viewer, 'Reports on what workers speak of are for the departments, the districts and the hotline.', {
      kind: 'role',
      anyOf: READERS,
    });
  const today = civilDay(ctx.now);
  const days = daysOfWeek(week);
  if (days === null || days.sunday >= today)
    throw new Refusal('BAD_USER_INPUT', `"${week}" is no week that is over. Write one like "2013-W41".`, { field: 'week' });
  const [counts, codes] = await Promise.all([countTopics(ctx, days.monday, days.sunday), districtsInSight(ctx)]);
  return { id: week, week, from: days.monday, to: days.sunday, ...discloseWeek(counts, codes) };
}

/** The districts whose workers the viewer reads about. */
async function districtsInSight({ db, viewer }: ReadContext): Promise<string[]> {
  const found = await rows<{ code: string }>(
    db,
    sql`select i.code from district i where ${underPaths(raw(`('/city/' || i.code || '/')`), scopePaths(viewer, ...READERS))} order by i.code`,
  );
  return found.map(({ code }) => code);
}

/** How often each topic was spoken of in each district in a week, and in the week before. */
const countTopics = ({ db, viewer }: ReadContext, monday: string, sunday: string): Promise<Count[]> =>
  rows(
    db,
    sql`select i.topic, i.district_code as "districtCode", i.source,
      (count(*) filter (where i.happened_on >= ${monday}::date))::int as now,
      (count(*) filter (where i.happened_on < ${monday}::date))::int as before
    from sentiment_item i where i.happened_on between ${addDays(monday, -7)}::date and ${sunday}::date and ${inSight(viewer)}
    group by i.topic, i.district_code, i.source`,
  );

/**
 * The items of a report, in the order of their ids, which are drawn at random; none where even the total is withheld. An item tells no day:
 * its day beside its topic would be a count of few.
 */
export const itemsOfReport: PageSource<SentimentItem, Omit<SentimentReport, 'id' | 'week'>> = {
  name: 'itemsOfReport',
  cursorArgs: ({ from }) => ({ from }),
  select: ({ from, to, total, topics, channels }, { viewer }) => {
    const told = topics.filter(({ count }) => count !== null);
    const cells = told.flatMap(({ topic, districts }) =>
      districts.filter(({ count }) => count !== null).map(({ districtCode }) => groupOf(topic, districtCode)),
    );
    return sql`select i.id, ${from}::text as "from", i.topic, i."districtCode",
      case when coalesce(i.topic, '') || ' ' || coalesce(i."districtCode", '') || ' ' || i.source = any(${channels}::text[]) then i.source end as source
    from (select i.id, i.source,
      case when i.topic = any(${told.map(({ topic }) => topic)}::text[]) then i.topic end as topic,
      case when i.topic || ' ' || i.district_code = any(${cells}::text[]) then i.district_code end as "districtCode"
      from sentiment_item i
      where ${total !== null} and i.happened_on between ${from}::date and ${to}::date and ${inSight(viewer)}) i`;
  },
  order: [{ by: 'id', type: 'uuid', desc: true }],
};
