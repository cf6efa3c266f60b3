// The process that runs the native planner: its faults end the process that they happen in, and that must not be the gateway.
// Messages in: { load: id, sdl } and { plan: number, graph: id, text }. Out: { began: number }, then { plan, node } or { plan, fault }, in the order asked.
import { createRequire } from 'node:module';

const MAX_GRAPHS = 4;

const planners = new Map();
let QueryPlanner;
let loadFault;
try {
  ({ QueryPlanner } = createRequire(import.meta.url)('@graphql-hive/router-query-planner'));
} catch (error) {
  loadFault = `The native planner does not load: ${error}`;
}

function load(id, sdl) {
  if (loadFault) return;
  try {
    planners.set(id, { planner: new QueryPlanner(sdl) });
  } catch (error) {
    planners.set(id, { fault: String(error) });
  }
  for (const [oldest] of planners) if (planners.size > MAX_GRAPHS) planners.delete(oldest);
}

function plan({ plan: number, graph, text }) {
  const { planner, fault = loadFault ?? 'This graph is not loaded.' } = planners.get(graph) ?? {};
  if (!planner) return { plan: number, fault, isFinal: true };
  try {
    return { plan: number, node: planner.plan(text, null, new Set(), 0).node ?? null };
  } catch (error) {
    return { plan: number, fault: String(error) };
  }
}

process.on('message', (message) => {
  if ('load' in message) load(message.load, message.sdl);
  else {
    process.send?.({ began: message.plan });
    process.send?.(plan(message));
  }
});
