import { Session } from 'node:inspector/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const SOURCES = `${pathToFileURL(path.join(import.meta.dirname, '../src')).href}/`;

/** Runs a function, and tells which files of `gateway/src`, tests aside, executed some function of theirs meanwhile. */
export async function filesVisitedBy(run: () => Promise<void>): Promise<ReadonlySet<string>> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
    // What was executed before is counted up to here.
    await session.post('Profiler.takePreciseCoverage');
    await run();
    const { result } = await session.post('Profiler.takePreciseCoverage');
    const visited = result.filter(({ functions }) => functions.some(({ ranges }) => (ranges[0]?.count ?? 0) > 0));
    return new Set(
      visited.flatMap(({ url }) => (url.startsWith(SOURCES) && !url.includes('.test.ts') ? [url.slice(SOURCES.length)] : [])),
    );
  } finally {
    session.disconnect();
  }
}
