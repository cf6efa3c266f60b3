// Rows for tests, written straight into the database; each builder makes the parents it needs.
export * from './members.ts';
export * from './seed.ts';
export * from './unions.ts';
export * from './work.ts';
