/** The SQL format of `to_char` for instants in UTC with microseconds, as they are signed: `2013-10-19T02:00:00.000000Z`. */
export const SIGNED_INSTANT = `'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`;
