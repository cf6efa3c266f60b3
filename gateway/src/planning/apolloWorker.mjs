// The thread that Apollo's planner runs in: it plans for tens of milliseconds at a stretch, and requests must not wait for that.
// Messages in: { load: id, sdl }, { forget: id } and { plan: number, graph: id, text }. Out: { began: number }, then { plan, node } or { plan, fault }, in the order asked.
import { parentPort } from 'node:worker_threads';
import { parse } from 'graphql';

// Beside compiled modules in production; tests run it from the sources.
const isCompiled = import.meta.url.includes('/gateway/dist/');
if (!isCompiled) (await import('tsx/esm/api')).register();
const ending = isCompiled ? 'js' : 'ts';
const { createApolloPlan } = await import(`./apolloPlanner.${ending}`);
const { nameRequiredFields } = await import(`./requiredFields.${ending}`);

const planners = new Map();

function load(id, sdl) {
  try {
    planners.set(id, createApolloPlan(nameRequiredFields(sdl)));
  } catch (error) {
    planners.set(id, () => Promise.reject(error));
  }
}

async function plan({ plan: number, graph, text }) {
  try {
    return { plan: number, node: await planners.get(graph)(parse(text, { noLocation: true })) };
  } catch (error) {
    return { plan: number, fault: String(error) };
  }
}

parentPort?.on('message', async (message) => {
  if ('load' in message) load(message.load, message.sdl);
  else if ('forget' in message) planners.delete(message.forget);
  else {
    parentPort?.postMessage({ began: message.plan });
    parentPort?.postMessage(await plan(message));
  }
});
