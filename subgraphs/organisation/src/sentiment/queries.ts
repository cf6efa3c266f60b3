import { type Role, scopePaths, type Viewer } from '@union-graph/identity';
import {
  addDays,
  civilDay,
  columns,
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
import { daysOfWeek, SMALL } from './rules.ts';
import { SentimentItem } from './SentimentItem.ts';

/** Those who read what workers speak of, each for their part of the city (S-76). */
const READERS: readonly Role[] = ['CITY_DEPT', 'SOCIAL_DEPT', 'DISTRICT_ADMIN', 'HOTLINE_AGENT'];

const inSight = (viewer: Viewer): Sql => underPaths(raw(`('/city/' || i.district_code || '/')`), scopePaths(viewer, ...READERS));

/** The report of a week, counted when it is read; the week that runs ends today. */
export async function sentimentReport(ctx: Context, week: string) {
  if (scopePaths(ctx.viewer, ...READERS).length === 0)
    throw forbidden(ctx.viewer, 'Reports on what workers speak of are for the departments, the districts and the hotline.', {
      kind: 'role',
      anyOf: READERS,
    });
  const today = civilDay(ctx.now);
  const days = daysOfWeek(week);
  if (days === null || days.monday > today)
    throw new Refusal('BAD_USER_INPUT', `"${week}" is no week that has begun. Write one like "2013-W42".`, { field: 'week' });
  const counts = await countTopics(ctx, days.monday, days.sunday);
  const named = [...new Set(counts.map(({ topic }) => topic))].map((topic) => counts.filter((count) => count.topic === topic));
  const topics = await Promise.all(named.map((ofTopic) => summed(ctx, ofTopic)));
  topics.sort((one, other) => other.count - one.count || (one.topic < other.topic ? -1 : 1));
  const to = [days.sunday, today].sort()[0] as string;
  return { id: week, week, from: days.monday, to, total: sum(counts, 'now'), topics };
}

interface Count {
  readonly topic: string;
  readonly districtCode: string;
  readonly now: number;
  readonly before: number;
}

/** How often each topic was spoken of in each district in a week, and in the week before. */
const countTopics = ({ db, viewer }: ReadContext, monday: string, sunday: string): Promise<Count[]> =>
  rows(
    db,
    sql`select i.topic, i.district_code as "districtCode",
      (count(*) filter (where i.happened_on >= ${monday}::date))::int as now,
      (count(*) filter (where i.happened_on < ${monday}::date))::int as before
    from sentiment_item i where i.happened_on between ${addDays(monday, -7)}::date and ${sunday}::date and ${inSight(viewer)}
    group by i.topic, i.district_code order by now desc, i.district_code`,
  );

const sum = (counts: readonly Count[], of: 'now' | 'before'): number => counts.reduce((all, count) => all + count[of], 0);

/** One topic over all districts; a district's small count is withheld. */
async function summed({ loaders }: Context, counts: readonly Count[]) {
  const districts = counts
    .filter(({ now }) => now > 0)
    .map(async ({ districtCode, now }) => ({
      district: (await loaders.district.load(districtCode)) as NonNullable<Awaited<ReturnType<typeof loaders.district.load>>>,
      count: now < SMALL ? null : now,
      suppressed: now < SMALL,
    }));
  return {
    topic: counts[0]?.topic as string,
    count: sum(counts, 'now'),
    countBefore: sum(counts, 'before'),
    districts: await Promise.all(districts),
  };
}

/** The items of a report, the latest day first. */
export const itemsOfReport: PageSource<SentimentItem, { from: string; to: string }> = {
  name: 'itemsOfReport',
  // The report of the week that runs ends a day later every day.
  cursorArgs: ({ from }) => ({ from }),
  select: ({ from, to }, { viewer }) => sql`select ${columns(SentimentItem, 'i')} from sentiment_item i
    where i.happened_on between ${from}::date and ${to}::date and ${inSight(viewer)}`,
  order: [
    { by: 'happenedOn', type: 'date', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};
