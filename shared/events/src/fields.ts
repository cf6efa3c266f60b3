import * as v from 'valibot';

// What members of events look like on the wire. `title` is how the table of events in the README calls them.

const text = (title: string, pattern: RegExp) => v.pipe(v.string(), v.regex(pattern, `no ${title}`), v.title(title));

/** A UUID in small letters. */
export const id = text('id', /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);

export const ids = v.pipe(v.array(id), v.readonly(), v.title('ids'));

// The ids of workers' records have schemas of their own: by them a consumer finds whom an event is about, whatever the member is called.

/** A worker's record. */
export const memberId = v.pipe(id, v.title('id'));

/** A worker's record, or nobody's. */
export const memberIdOrNull = v.nullable(memberId);

/** The records of several workers. */
export const memberIds = v.pipe(v.array(memberId), v.readonly(), v.title('ids'));

/** A day as `YYYY-MM-DD`. */
export const day = text('day', /^\d{4}-\d{2}-\d{2}$/);

/** An instant by RFC 3339 with its offset: `2013-10-19T02:00:00.000Z`. */
export const instant = v.pipe(
  v.string(),
  v.check(
    (value) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value) && !Number.isNaN(Date.parse(value)),
    'no instant',
  ),
  v.title('instant'),
);

/** An amount in fen as digits, since it has 64 bits. */
export const fen = text('fen', /^\d{1,18}$/);

/** Six digits of GB/T 2260. */
export const districtCode = text('districtCode', /^\d{6}$/);

/** A place in the tree of unions: `/city/110105/`. */
export const scopePath = text('scopePath', /^\/city\/([^/]+\/)*$/);

/** The city or one of its districts, as a place in the tree of unions. */
export const partOfCity = text('partOfCity', /^\/city\/(\d{6}\/)?$/);

/** A value of an enumeration or a name of a type. Of any enumeration: a value that is added breaks no consumer. */
export const code = text('code', /^[A-Za-z][A-Za-z0-9_-]*$/);

/** Types of event as they are on the wire: `organisation.card.activated`. */
export const wireTypes = v.pipe(
  v.array(v.pipe(v.string(), v.regex(/^[a-z-]+(\.[A-Za-z]+)+$/, 'no type of event'))),
  v.readonly(),
  v.title('types'),
);

/** A whole number from 0 on. */
export const count = v.pipe(v.number(), v.safeInteger('no count'), v.minValue(0, 'no count'), v.title('count'));

export const flag = v.pipe(v.boolean(), v.title('flag'));

/** A SHA-256 hash in hexadecimal digits. */
export const hash = text('hash', /^[0-9a-f]{64}$/);

/** A text of the service's own, such as a law or a bank's reason; never what somebody wrote about a person. */
export const sentence = v.pipe(v.string(), v.title('sentence'));

/** A row of another service: which service, which type of the graph, which id. */
export const reference = v.pipe(v.object({ subgraph: code, typeName: code, id: v.string() }), v.title('reference'));
