import { collectRepeats, type Repeats } from '@union-graph/subgraph';
import type { Logger } from 'pino';
import type { AccessWriter } from './accessWriter.ts';
import type { AccessRecordContent } from './recordContent.ts';

/** The maximum number of coordinates in a record of several refusals. */
const MAX_COORDINATES = 50;

/**
 * Limits the number of refusal records. The first refusal of a kind in a minute has a record of its own; the others of that minute share one
 * with their number. A kind is the client, person, agreement and error code.
 */
export const createRefusedRecords = (writer: AccessWriter, log: Logger): Repeats<AccessRecordContent> =>
  collectRepeats({
    kindOf: ({ client, actor, agreementId, code }) => JSON.stringify([client, actor, agreementId, code]),
    join: mergeRecords,
    write: async (record, repeats) => {
      await writer.writeRecord(repeats > 1 ? { ...record, repeats } : record);
    },
    onLost: (error) => log.warn({ reason: error.message }, 'a record of refused requests was lost'),
  });

/**
 * One record for several refusals: the newest one, with the coordinates and data subjects of all (fifty of each at most) and the longest latency.
 * Purpose and operation name are null where they differ.
 */
const mergeRecords = (before: AccessRecordContent, next: AccessRecordContent): AccessRecordContent => ({
  ...next,
  purpose: before.purpose === next.purpose ? next.purpose : null,
  operationName: before.operationName === next.operationName ? next.operationName : null,
  coordinates: union(before.coordinates, next.coordinates),
  subjects: union(before.subjects, next.subjects),
  latencyMs: Math.max(before.latencyMs, next.latencyMs),
});

const union = (some: readonly string[], more: readonly string[]): readonly string[] =>
  [...new Set([...some, ...more])].slice(0, MAX_COORDINATES).sort();
