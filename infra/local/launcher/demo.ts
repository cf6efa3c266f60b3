import { loadDemo } from '@union-graph/infra/data';
import type { DatabaseUrls } from './databases.ts';
import { type SubgraphName, variable } from './services.ts';

/** Loads the demo data of one subgraph, unless its database has it, and says what happened. False when it has none now. */
export async function loadDemoInto(
  name: SubgraphName,
  urls: DatabaseUrls | undefined,
  say: (line: string) => void,
): Promise<boolean> {
  if (!urls?.migratorUrl) {
    say(`${name} runs on a database of yours without ${variable(name)}_MIGRATOR_DATABASE_URL: no demo data is loaded`);
    return true;
  }
  try {
    const rows = await loadDemo(name, urls.migratorUrl);
    if (rows !== null) say(`${name} has its demo data (${rows} rows)`);
    return true;
  } catch (error) {
    say(`${name}: the demo data could not be loaded, and nothing of it was kept. ${(error as Error).message}`);
    return false;
  }
}
