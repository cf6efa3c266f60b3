/** 128 bits in hexadecimal digits. */
export const SHORTEST_SECRET = 32;
/** 32 random hexadecimal digits have fewer different ones among them once in ten million times. */
const LEAST_DIFFERENT = 8;

/** Whether a text may be a secret that nobody guesses: long enough, and not a few characters again and again. */
export const mayBeSecret = (text: string): boolean => text.length >= SHORTEST_SECRET && new Set(text).size >= LEAST_DIFFERENT;
