import { SMALLEST, withheldCells } from '@union-graph/subgraph';
import type { Channel } from '../schema.gen.ts';
import { CHANNELS, WEEKLY_TOPICS } from './rules.ts';
import type { SentimentReport, ToldTopic } from './SentimentReport.ts';

/** How often a topic was spoken of in a district in a week, and in the week before. */
export interface Count {
  readonly topic: string;
  readonly districtCode: string;
  readonly source: Channel;
  readonly now: number;
  readonly before: number;
}

/**
 * What may be told of a week (domain rules 2.1.1 and 4.3 point 6): counts below ten are withheld, zero included, and the next smallest with
 * them. Every topic and every district that the viewer works for is a cell, whether anything was counted there or not, so that the cut of a
 * week depends on that week alone and an absent row tells nothing. A district's count is told only where its topic's is.
 */
export function discloseWeek(
  counts: readonly Count[],
  districtCodes: readonly string[],
): Pick<SentimentReport, 'total' | 'topics' | 'channels'> {
  const names = [...new Set([...WEEKLY_TOPICS, ...counts.map(({ topic }) => topic)])];
  const now = cellsOf(names, counts, 'topic', 'now');
  const before = toldOf(cellsOf(names, counts, 'topic', 'before'));
  const told = toldOf(now);
  const topics = names.map((topic): ToldTopic => {
    const own = counts.filter((count) => count.topic === topic);
    const ofDistricts = toldOf(cellsOf(districtCodes, own, 'districtCode', 'now'));
    const count = told.get(topic) ?? null;
    const districts = districtCodes.map((districtCode) => ({
      districtCode,
      count: count === null ? null : (ofDistricts.get(districtCode) ?? null),
    }));
    return {
      topic,
      count,
      countBefore: before.get(topic) ?? null,
      districts: sorted(districts, ({ districtCode }) => districtCode),
    };
  });
  const total = now.reduce((sum, { count }) => sum + count, 0);
  return {
    total: total < SMALLEST ? null : total,
    topics: sorted(topics, ({ topic }) => topic),
    channels: toldChannels(counts, topics),
  };
}

/** What an item tells of its topic and district, as one text. */
export const groupOf = (topic: string | null, districtCode: string | null): string => `${topic ?? ''} ${districtCode ?? ''}`;

/** The channels that items may tell: among the items that tell the same topic and district, a channel is a cell like any other. */
function toldChannels(counts: readonly Count[], topics: readonly ToldTopic[]): string[] {
  const isTold = (cell: { readonly count: number | null } | undefined): boolean => cell != null && cell.count !== null;
  const groups = new Map<string, Map<Channel, number>>();
  for (const { topic, districtCode, source, now } of counts) {
    const told = topics.find((one) => one.topic === topic);
    const district = told?.districts.find((one) => one.districtCode === districtCode);
    const group = groupOf(isTold(told) ? topic : null, isTold(district) ? districtCode : null);
    const cells = groups.get(group) ?? new Map(CHANNELS.map((channel) => [channel, 0]));
    groups.set(group, cells.set(source, (cells.get(source) ?? 0) + now));
  }
  return [...groups].flatMap(([group, cells]) =>
    [...toldOf([...cells].map(([key, count]) => ({ key, count }))).keys()].map((channel) => `${group} ${channel}`),
  );
}

function cellsOf(keys: readonly string[], counts: readonly Count[], by: 'topic' | 'districtCode', of: 'now' | 'before') {
  const sums = new Map(keys.map((key) => [key, 0]));
  for (const count of counts) sums.set(count[by], (sums.get(count[by]) ?? 0) + count[of]);
  return [...sums].map(([key, count]) => ({ key, count }));
}

function toldOf(cells: readonly { readonly key: string; readonly count: number }[]): Map<string, number> {
  const hidden = withheldCells(cells);
  return new Map(cells.filter(({ key }) => !hidden.has(key)).map(({ key, count }) => [key, count]));
}

/** The most frequent first; what is withheld comes last by its name, since a place by its count would tell it. */
const sorted = <Cell extends { readonly count: number | null }>(cells: readonly Cell[], nameOf: (cell: Cell) => string): Cell[] =>
  cells.toSorted((a, b) => (b.count ?? -1) - (a.count ?? -1) || (nameOf(a) < nameOf(b) ? -1 : 1));
