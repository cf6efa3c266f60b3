/** The metrics of one process, as `Registry.getMetricsAsJSON` returns them. */
export type MetricsJson = readonly object[];

/** What a worker sends to the primary. */
export type FromWorker =
  /** It takes connections. */
  | { readonly kind: 'listening' }
  /** It answers operations: its supergraph is loaded. */
  | { readonly kind: 'serving' }
  /** It has received the connection with this id. */
  | { readonly kind: 'received'; readonly id: number }
  /** One of its connections was closed. */
  | { readonly kind: 'closed' }
  /** A client asked it for the metrics of all workers. */
  | { readonly kind: 'scrape'; readonly id: number }
  /** Its own metrics. */
  | { readonly kind: 'metrics'; readonly id: number; readonly metrics: MetricsJson };

/** What the primary sends to a worker. */
export type ToWorker =
  /** A connection of a client; the message carries its socket. */
  | { readonly kind: 'connection'; readonly id: number }
  /** Another worker has taken its place: it finishes the requests of its connections, and ends. */
  | { readonly kind: 'retire' }
  /** A request for its own metrics. */
  | { readonly kind: 'metrics'; readonly id: number }
  /** The metrics of all workers, which it has asked for. */
  | { readonly kind: 'scraped'; readonly id: number; readonly text: string };

/** The exit code of a worker that no other worker could replace: its settings or its database are wrong. Like `EX_CONFIG` of sysexits.h. */
export const UNFIT = 78;
