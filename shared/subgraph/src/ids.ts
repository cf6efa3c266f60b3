import { v7 } from 'uuid';

/** A new row's id: UUIDv7 (RFC 9562), so that rows are indexed in the order they come. */
export const newId = (): string => v7();

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Whether an id a client sent can be looked up at all; PostgreSQL refuses to compare a malformed one. Small letters only: to
 * PostgreSQL capitals are the same id, to every comparison here they would be another.
 */
export const isId = (value: string): boolean => UUID.test(value);
