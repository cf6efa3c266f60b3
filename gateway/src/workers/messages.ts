/** The metrics of one process, as `Registry.getMetricsAsJSON` gives them. */
export type Figures = readonly object[];

/** What a worker tells the primary. */
export type FromWorker =
  /** It answers operations. */
  | { readonly kind: 'serving'; readonly url: string }
  /** Somebody asked it for the metrics of all workers. */
  | { readonly kind: 'scrape'; readonly id: number }
  /** Its own metrics, as asked for. */
  | { readonly kind: 'figures'; readonly id: number; readonly figures: Figures };

/** What the primary tells a worker. */
export type ToWorker =
  /** Another worker has taken its place: it finishes what it has, takes nothing new, and ends. */
  | { readonly kind: 'retire' }
  | { readonly kind: 'figures'; readonly id: number }
  /** The metrics of all workers, as asked for. */
  | { readonly kind: 'scraped'; readonly id: number; readonly text: string };

/** The exit code of a worker that no other worker could replace: its settings or its database are wrong. Like `EX_CONFIG` of sysexits.h. */
export const UNFIT = 78;
