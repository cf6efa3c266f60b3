import type { Tracing } from '@union-graph/subgraph';
import type { Logger } from 'pino';
import type { GatewayConfig } from './config.ts';
import { makeGatewayMetrics } from './metrics.ts';
import { createEventLoopYield, type EventLoopYield } from './request/eventLoopYield.ts';
import { createPlanningQueue, OPEN_PLANNING, PLANNING_LIMITS, type PlanningQueue } from './request/planningQueue.ts';
import type { Worker } from './workers/worker.ts';

/** What all parts of a running gateway share. */
export interface Core {
  readonly config: GatewayConfig;
  readonly log: Logger;
  readonly tracing: Tracing | null;
  readonly metrics: ReturnType<typeof makeGatewayMetrics>;
  readonly eventLoopYield: EventLoopYield;
  readonly planning: PlanningQueue;
  /** Null for a process that serves the graph alone. */
  readonly worker: Worker | null;
}

export function createCore(config: GatewayConfig, { log, tracing, worker }: Pick<Core, 'log' | 'tracing' | 'worker'>): Core {
  const planning = createPlanningQueue(config.signIn ? PLANNING_LIMITS : OPEN_PLANNING);
  return { config, log, tracing, worker, metrics: makeGatewayMetrics(), eventLoopYield: createEventLoopYield(), planning };
}

/** Whether an access log is kept. */
export const isLogged = ({ governance, signIn }: GatewayConfig): boolean =>
  governance !== null && signIn !== null && governance.keepsLog !== false;
