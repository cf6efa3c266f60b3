/** The maximum length of a reason that a person gives, in characters. */
export const MAX_REASON = 2_000;
