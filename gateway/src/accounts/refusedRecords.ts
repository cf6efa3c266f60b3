import { collectRepeats, type Repeats } from '@union-graph/subgraph';
import type { Logger } from 'pino';
import type { AccessWriter } from './accessWriter.ts';
import type { AccessRecordContent } from './recordContent.ts';

/** As many different fields and persons a record of several refusals names; the rest is in its count. */
const MAX_NAMED = 50;

/**
 * Records of refused requests: the first of a kind in a minute has its own, the others of the minute share one, with their number. A kind is
 * who was refused (client, person, agreement) and why (the code).
 */
export const createRefusedRecords = (writer: AccessWriter, log: Logger): Repeats<AccessRecordContent> =>
  collectRepeats({
    kindOf: ({ client, actor, agreementId, code }) => JSON.stringify([client, actor, agreementId, code]),
    join,
    write: async (record, repeats) => {
      await writer.write(repeats > 1 ? { ...record, repeats } : record);
    },
    onLost: (error) => log.warn({ reason: error.message }, 'counts of refused requests are lost'),
  });

/** The newest of them, with the fields of all; what they do not have in common is left out. */
const join = (before: AccessRecordContent, next: AccessRecordContent): AccessRecordContent => ({
  ...next,
  purpose: before.purpose === next.purpose ? next.purpose : null,
  operationName: before.operationName === next.operationName ? next.operationName : null,
  coordinates: together(before.coordinates, next.coordinates),
  subjects: together(before.subjects, next.subjects),
  latencyMs: Math.max(before.latencyMs, next.latencyMs),
});

const together = (some: readonly string[], more: readonly string[]): readonly string[] =>
  [...new Set([...some, ...more])].slice(0, MAX_NAMED).sort();
