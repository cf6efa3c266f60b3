import type { RequestContext } from '../context.ts';
import type { CallNote } from '../explanation/explanation.ts';
import { type SubgraphAnswer, SubgraphFault } from './answer.ts';
import type { Patience } from './patience.ts';
import type { Timed } from './watch.ts';

/** Something that is waited for and can be stopped: then `done` rejects with the fault. Stopping what has ended does nothing. */
export interface Wait<T> {
  readonly done: Promise<T>;
  stop(fault: Error): void;
}

/** What a flight brought: the text for all who wait, and the answer that was read from it for the one who takes it first. */
export interface Landed {
  readonly status: number;
  readonly text: string;
  answer: SubgraphAnswer | null;
}

/** What a call asks. */
interface Asked {
  readonly body: string;
  readonly isRead: boolean;
  /** Where it is noted how it goes, if somebody wants to know. */
  readonly note?: CallNote | undefined;
}

/** One call to a subgraph on its way, from its asking to its answer, with its waiting and its retries. */
export interface Flight extends Timed, Asked {
  /** Of the one who asked first. */
  readonly context: RequestContext;
  /** Why it was given up; null while somebody waits for it and there is time. */
  fault: SubgraphFault | null;
  /** What it waits for now. */
  wait: Wait<unknown> | null;
  join(asker: Patience): void;
  leave(asker: Patience): void;
  /** It is over: nobody waits for it any more. */
  end(): void;
}

/** A flight for the one who asks, with the time that it may take at most. */
export function createFlight({ body, isRead, note }: Asked, context: RequestContext, timeoutMs: number): Flight {
  const { patience } = context;
  const limit = performance.now() + timeoutMs;
  const isHurried = patience.until < limit;
  const askers = new Set<Patience>();
  const giveUp = (fault: SubgraphFault): void => {
    if (flight.fault) return;
    flight.fault = fault;
    flight.wait?.stop(fault);
  };
  const flight: Flight = {
    body,
    isRead,
    note,
    context,
    until: isHurried ? patience.until : limit,
    fault: null,
    wait: null,
    join: (asker) => {
      askers.add(asker);
      asker.waitsFor.add(flight);
    },
    leave: (asker) => {
      askers.delete(asker);
      if (askers.size === 0) giveUp(new SubgraphFault('abandoned', 'the client has gone away'));
    },
    expire: () =>
      giveUp(
        isHurried
          ? new SubgraphFault('deadline', 'no answer within the time that the client gave')
          : new SubgraphFault('timeout', `no answer within ${timeoutMs} ms`),
      ),
    end: () => {
      for (const asker of askers) asker.waitsFor.delete(flight);
    },
  };
  flight.join(patience);
  return flight;
}

/** Waits for one part of a flight; a flight that was given up waits for nothing more. */
export function during<T>(flight: Flight, wait: Wait<T>): Promise<T> {
  flight.wait = wait;
  if (flight.fault) wait.stop(flight.fault);
  return wait.done;
}
