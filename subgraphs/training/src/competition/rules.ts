import type { Transitions } from '@union-graph/subgraph';
import type { CompetitionStage, CompetitionStatus } from '../schema.gen.ts';

/** A competition's life (domain rule 2.3.2). */
export const COMPETITION_TRANSITIONS: Transitions<CompetitionStatus> = {
  ANNOUNCED: ['REGISTRATION'],
  REGISTRATION: ['PRELIMINARY'],
  PRELIMINARY: ['FINAL'],
  FINAL: ['RESULTS'],
  RESULTS: ['APPEAL_CLOSED'],
  APPEAL_CLOSED: ['CERTIFIED'],
  CERTIFIED: [],
};

/** Whether ranks are known to everybody. */
export const isPublished = (status: CompetitionStatus): boolean =>
  status === 'RESULTS' || status === 'APPEAL_CLOSED' || status === 'CERTIFIED';

interface Days {
  readonly registrationFrom: string;
  readonly registrationUntil: string;
  readonly preliminaryOn: string;
  readonly finalOn: string;
}

/** The first day on which a competition may enter a stage, by its announcement; null where no day of it says so. */
export function firstDayOf(stage: CompetitionStage, days: Days): string | null {
  if (stage === 'REGISTRATION') return days.registrationFrom;
  if (stage === 'PRELIMINARY') return days.preliminaryOn;
  return stage === 'FINAL' ? days.finalOn : null;
}

/** What a finalist reached: points, and among equals the order that the judges found, 1 first. */
export interface FinalScore {
  readonly id: string;
  readonly finalScore: number;
  readonly tieBreak: number | null;
}

/**
 * Finalists in the order of their ranks, the champion first (SKL-INV-7): by points, and equals as the judges placed them. `tied` names
 * two that are equal in both, so that neither is before the other.
 */
export function ranked<Entry extends FinalScore>(finalists: readonly Entry[]): { order: Entry[]; tied: [Entry, Entry] | null } {
  const order = [...finalists].sort(
    (one, other) => other.finalScore - one.finalScore || (one.tieBreak ?? 0) - (other.tieBreak ?? 0),
  );
  const at = order.findIndex((entry, index) => {
    const next = order[index + 1];
    const areEqual = next?.finalScore === entry.finalScore;
    return areEqual && (entry.tieBreak === null || next.tieBreak === null || entry.tieBreak === next.tieBreak);
  });
  return { order, tied: at < 0 ? null : [order[at] as Entry, order[at + 1] as Entry] };
}
