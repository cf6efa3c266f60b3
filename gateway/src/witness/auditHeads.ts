import { type AuditHead, WITNESS_PREFIX, type WitnessLineRef } from '../../audit/verify-access-log.mjs';
import type { HeadsToSign } from '../accounts/checkpoints.ts';

/** The newest seal of each audit that this gateway knows, and which of these a checkpoint already contains. */
export interface AuditHeads extends HeadsToSign {
  /** All heads, sorted by the names of the services. */
  all(): readonly AuditHead[];
  /** Notes the head that a service reports. Returns the known head when that is newer, or has the same number and another hash; else null. */
  note(head: AuditHead): AuditHead | null;
  /** Notes the newest durable witness line: checkpoints name it, too. */
  noteLine(line: WitnessLineRef): void;
}

/** `known` are the heads that an earlier process wrote into the witness folder. */
export function createAuditHeads(known: readonly AuditHead[] = []): AuditHeads {
  const newest = new Map(known.map((head) => [head[0], head]));
  const signed = new Map<string, number>();
  let line: AuditHead | null = null;
  const all = (): AuditHead[] => [...newest.values()].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    all,
    note: (head) => {
      const [service, number, hash] = head;
      const before = newest.get(service);
      if (before && (number < before[1] || (number === before[1] && hash !== before[2]))) return before;
      newest.set(service, head);
      return null;
    },
    noteLine: ([writer, number, hash]) => {
      line = [`${WITNESS_PREFIX}${writer}`, number, hash];
    },
    unsigned: () => [...all(), ...(line ? [line] : [])].filter(([service, number]) => number > (signed.get(service) ?? 0)),
    signed: (heads) => {
      for (const [service, number] of heads) signed.set(service, number);
    },
  };
}
