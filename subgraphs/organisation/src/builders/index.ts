// Rows for tests, written straight into the database; each builder makes the parents it needs.
export * from './calls.ts';
export * from './events.ts';
export * from './members.ts';
export { insert } from './rows.ts';
export * from './seed.ts';
export * from './unions.ts';
export * from './work.ts';
