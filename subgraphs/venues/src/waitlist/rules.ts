import { minutesAfter, type Transitions } from '@union-graph/subgraph';
import { overlaps, type Span } from '../slot/rules.ts';

export type WaitStatus = 'WAITING' | 'OFFERED' | 'TAKEN' | 'LAPSED' | 'LEFT';

/** Life of a place in the waiting list (domain rule 2.4.2). Time leads to LAPSED: an offer runs out, or what was waited for begins. */
export const WAIT_TRANSITIONS: Transitions<WaitStatus> = {
  WAITING: ['OFFERED', 'LAPSED', 'LEFT'],
  OFFERED: ['TAKEN', 'LAPSED', 'LEFT'],
  TAKEN: [],
  LAPSED: [],
  LEFT: [],
};

interface Life {
  readonly status: WaitStatus;
  readonly start: Date;
  readonly offerExpiresAt: Date | null;
}

/** What a stored status means at an instant, whether or not a job has run. */
export function waitStatusAt({ status, start, offerExpiresAt }: Life, now: Date): WaitStatus {
  if (status === 'OFFERED' && offerExpiresAt !== null && offerExpiresAt <= now) return 'LAPSED';
  return status === 'WAITING' && start <= now ? 'LAPSED' : status;
}

/** An offer made at `now` lasts some minutes (domain rule 2.4.2), and not beyond the start of what is offered. */
export const offerEnd = (now: Date, start: Date, minutes: number): Date =>
  new Date(Math.min(minutesAfter(now, minutes).getTime(), start.getTime()));

/** Whom free times are offered to: in the order of arrival, each whose window none before them is offered. */
export function firstServed<Entry extends Span & { readonly arrival: bigint }>(waiting: readonly Entry[]): Entry[] {
  const served: Entry[] = [];
  for (const entry of [...waiting].sort((one, other) => (one.arrival < other.arrival ? -1 : 1)))
    if (!served.some((before) => overlaps(before, entry))) served.push(entry);
  return served;
}
