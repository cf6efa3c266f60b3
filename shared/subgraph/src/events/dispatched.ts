import { isId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import type { Tx } from '../transaction.ts';
import type { CloudEvent } from './publish.ts';

/** A request to 12351 as organisation hands it on (J-05); a version counts each time that it does. */
export interface Dispatched {
  readonly id: string;
  readonly version: number;
  /** Who is to answer it. */
  readonly target: string;
  /** Null for somebody without a record. */
  readonly memberId: string | null;
}

/** What the texts of the event look like, where not every text will do. */
const SHAPES: Readonly<Record<string, RegExp>> = {
  districtCode: /^\d{6}$/,
  dueAt: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  scopePath: /^\/city\/([^/]+\/)*$/,
};

const fits = (name: string, value: unknown): boolean =>
  typeof value === 'string' && (SHAPES[name]?.test(value) ?? true) && (name !== 'dueAt' || !Number.isNaN(Date.parse(value)));

/**
 * Reads `organisation.request.dispatched` with those of its texts that this subgraph works by, and waits until no other event of the same
 * request is being taken. Throws `BAD_USER_INPUT` for an event that lacks one of them or has one that cannot be read: it stays with the
 * sender, who tries again, and keeps no other event waiting.
 */
export async function takeDispatched<Text extends string>(
  tx: Tx,
  { subject, aggregateversion, data }: CloudEvent,
  needed: readonly Text[],
): Promise<Dispatched & Readonly<Record<Text, string>>> {
  const { target, memberId } = data;
  const isWhole = ['target', ...needed].every((name) => fits(name, data[name]));
  if (!isId(subject) || !isWhole || !(memberId == null || isId(String(memberId)))) {
    const names = ['target', ...needed].map((name) => `"${name}"`).join(', ');
    throw new Refusal('BAD_USER_INPUT', `A dispatched request names its ${names} and perhaps a "memberId".`);
  }
  await tx.db.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`request:${subject}`]);
  const texts = Object.fromEntries(needed.map((name) => [name, data[name]])) as Record<Text, string>;
  const known = { id: subject, version: aggregateversion, target: String(target) };
  return { ...texts, ...known, memberId: memberId == null ? null : String(memberId) };
}

/** Tells organisation what of ours has become of a request. */
export const acceptDispatched = (tx: Tx, { id, version }: Dispatched, typeName: string, ourId: string): Promise<void> =>
  tx.publish({ type: 'request.accepted', aggregateId: id, aggregateVersion: version, data: { typeName, id: ourId } });
