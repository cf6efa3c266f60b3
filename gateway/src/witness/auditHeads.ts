import { type AuditHead, WITNESS_PREFIX, type WitnessEnd } from '../../audit/verify-access-log.mjs';
import type { HeadsToSign } from '../accounts/checkpoints.ts';

/** The newest seal of each audit that this gateway has seen, with what became of it. */
export interface AuditHeads extends HeadsToSign {
  /** All of them, in the order of the services' names. */
  all(): readonly AuditHead[];
  /** Notes what a service says now. Returns what was seen before when the service says less, or another seal of that number; else null. */
  note(head: AuditHead): AuditHead | null;
  /** Notes the newest line that is durable outside of the databases: checkpoints tell it, too. */
  noteLine(end: WitnessEnd): void;
}

/** `seen` is what was seen before this process started. */
export function createAuditHeads(seen: readonly AuditHead[] = []): AuditHeads {
  const newest = new Map(seen.map((head) => [head[0], head]));
  const signed = new Map<string, number>();
  let line: AuditHead | null = null;
  const all = (): AuditHead[] => [...newest.values()].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    all,
    note: (head) => {
      const [service, number, hash] = head;
      const known = newest.get(service);
      if (known && (number < known[1] || (number === known[1] && hash !== known[2]))) return known;
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
