import { randomUUID } from 'node:crypto';

/** A fresh idempotency key. */
export const key = (): string => randomUUID();
