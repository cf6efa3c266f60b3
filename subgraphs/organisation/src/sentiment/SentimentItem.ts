import type { SentimentEntry } from './SentimentEntry.ts';

/** An item as it is told: its topic, district and channel only where their counts are, since counting the items would tell them. */
export interface SentimentItem extends Pick<SentimentEntry, 'id'> {
  /** The first day of the report's week. */
  readonly from: string;
  readonly source: SentimentEntry['source'] | null;
  readonly topic: string | null;
  readonly districtCode: string | null;
}
