// Plans with Hive Router's native planner in a process of its own, because it crashes on some operations. In: { sdl, text }. Out: { node } or { fault }.
import { QueryPlanner } from '@graphql-hive/router-query-planner';

const known = { sdl: '', planner: null };

process.on('message', ({ sdl, text }) => {
  try {
    if (known.sdl !== sdl) Object.assign(known, { sdl, planner: new QueryPlanner(sdl) });
    process.send?.({ node: known.planner.plan(text, null, new Set(), 0).node ?? null });
  } catch (error) {
    process.send?.({ fault: String(error) });
  }
});
