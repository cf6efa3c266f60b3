import { readReply, SubgraphFault, toFault } from './answer.ts';
import type { Breaker } from './breaker.ts';
import { createBudget } from './budget.ts';
import type { createComeback } from './comeback.ts';
import { during, end, type Flight, type Landed } from './flight.ts';
import type { Gate } from './gate.ts';
import type { CallMetrics } from './metrics.ts';
import type { Reply } from './post.ts';
import { pause, pauseBeforeRetry } from './retry.ts';
import type { CallSettings } from './settings.ts';
import type { Watch } from './watch.ts';

interface FlyOptions {
  readonly name: string;
  readonly settings: CallSettings;
  readonly metrics: CallMetrics;
  readonly watch: Watch;
  readonly gate: Gate;
  readonly breaker: Breaker;
  readonly comeback: ReturnType<typeof createComeback>;
  readonly send: (flight: Flight) => Promise<Reply>;
}

/** Faults that say something about the subgraph's health. A client in a hurry, or a call that never went out, does not. */
const SICK: ReadonlySet<string> = new Set(['unreachable', 'timeout', 'garbage', 'failed', 'unavailable']);

/** What brings a flight to its end: when its turn comes, if the breaker lets it, and again where that may help. Rejects with its last fault. */
export function createFly({
  name,
  settings,
  metrics,
  watch,
  gate,
  breaker,
  comeback,
  send,
}: FlyOptions): (flight: Flight) => Promise<Landed> {
  const budget = createBudget(settings.retryPercent);

  /** Sends it once. */
  const attempt = async (flight: Flight): Promise<Landed> => {
    if (breaker.holds(performance.now())) throw held();
    const turn = gate.enter();
    if (turn) await during(flight, turn);
    const pass = breaker.pass(performance.now());
    try {
      if (pass === null) throw held();
      if (flight.fault) throw flight.fault;
      const reply = await send(flight);
      const landed = { status: reply.status, text: reply.text, answer: readReply(name, reply, flight.isExact) };
      breaker.back(pass, 'success', performance.now());
      return landed;
    } catch (error) {
      if (pass !== null) breaker.back(pass, outcomeOf(error), performance.now());
      comeback.callFailed(toFault(error).kind);
      throw error;
    } finally {
      gate.leave();
    }
  };

  return async (flight) => {
    watch.add(flight);
    if (flight.isRead) budget.earn();
    try {
      for (let resends = 0; ; resends++) {
        try {
          return await attempt(flight);
        } catch (error) {
          const ms = pauseBeforeRetry(flight, toFault(error), resends, { settings, budget });
          if (ms === null) throw error;
          metrics.retried(name);
          if (flight.note) flight.note.retries += 1;
          await during(flight, pause(ms));
        }
      }
    } finally {
      watch.delete(flight);
      end(flight);
    }
  };
}

const held = () => new SubgraphFault('held', 'too many calls to this subgraph failed lately');

const outcomeOf = (error: unknown) => (SICK.has(toFault(error).kind) ? 'failure' : 'unknown');
