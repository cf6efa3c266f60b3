/**
 * How far a field may travel, the least guarded first; carried as `@tag(name: …)` on every field of the SDL.
 * `pub` public · `par` partners under a live agreement · `int` staff in scope · `per` personal information ·
 * `per-sensitive` sensitive personal information (PIPL art. 28; written `per!` in the domain rules).
 */
export const LEVELS = ['pub', 'par', 'int', 'per', 'per-sensitive'] as const;

export type Level = (typeof LEVELS)[number];
