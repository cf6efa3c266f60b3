import type { Transitions } from '@union-graph/subgraph';

export type AccessMode = 'BOOKABLE' | 'OPEN_ACCESS' | 'TICKETED';

export type FacilityStatus = 'OPEN' | 'MAINTENANCE' | 'RETIRED';

/** Facility life (domain rule 2.4.2). */
export const FACILITY_TRANSITIONS: Transitions<FacilityStatus> = {
  OPEN: ['MAINTENANCE'],
  MAINTENANCE: ['OPEN', 'RETIRED'],
  RETIRED: [],
};

/** An open-access facility is open day and night, every day (VEN-INV-2, S-65). */
export const ALWAYS_OPEN = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens: '00:00', closes: '24:00' }));

interface Life {
  readonly retiredAt: Date | null;
}

interface Pause {
  readonly from: Date;
  readonly to: Date;
}

/** Where a facility is in its life at an instant: time decides, no job has to run for it. */
export function facilityStatusAt({ retiredAt }: Life, closures: readonly Pause[], now: Date): FacilityStatus {
  if (retiredAt && retiredAt <= now) return 'RETIRED';
  return closures.some(({ from, to }) => from <= now && now < to) ? 'MAINTENANCE' : 'OPEN';
}
