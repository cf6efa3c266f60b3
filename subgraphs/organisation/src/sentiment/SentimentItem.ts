import type { SentimentEntry } from './SentimentEntry.ts';

/** An item as it is told: its topic and its district only where their counts are, since counting the items would tell them. */
export interface SentimentItem extends Pick<SentimentEntry, 'id' | 'source' | 'happenedOn'> {
  readonly topic: string | null;
  readonly districtCode: string | null;
}
