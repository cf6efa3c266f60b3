/** A district's count of a topic; null where it is withheld. */
export interface ToldDistrict {
  readonly districtCode: string;
  readonly count: number | null;
}

/** A topic's counts of a week and of the week before; null where one is withheld. */
export interface ToldTopic {
  readonly topic: string;
  readonly count: number | null;
  readonly countBefore: number | null;
  readonly districts: readonly ToldDistrict[];
}

/** A week as it may be told. */
export interface SentimentReport {
  readonly id: string;
  readonly week: string;
  readonly from: string;
  readonly to: string;
  readonly total: number | null;
  readonly topics: readonly ToldTopic[];
  /** By what an item tells of its topic and district, the channels whose counts may be told; see `groupOf`. */
  readonly channels: readonly string[];
}
