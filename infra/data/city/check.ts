import { migrate } from '@union-graph/subgraph';
import { openTarget } from '../target.ts';
import { aidFigures } from './figures/aid.ts';
import { bargainingFigures } from './figures/bargaining.ts';
import { caseFigures } from './figures/cases.ts';
import type { Figure } from './figures/figure.ts';
import { figuresOf } from './figures/index.ts';
import { trainingFigures } from './figures/training.ts';
import { venueFigures } from './figures/venues.ts';
import { fundFigures } from './figures/warmthFund.ts';
import { openGraph } from './graph.ts';
import { CITY_SUBGRAPHS, definitionOf } from './load.ts';
import { PROFILES, type Profile } from './profile.ts';

type Subgraph = (typeof CITY_SUBGRAPHS)[number];

const FIGURES: Readonly<Record<Subgraph, (profile: Profile) => Figure[]>> = {
  organisation: figuresOf,
  mediation: (profile) => [...bargainingFigures(profile), ...caseFigures(profile)],
  training: trainingFigures,
  venues: venueFigures,
  'warmth-fund': (profile) => [...fundFigures(profile), ...aidFigures(profile)],
};

/** Asks the graph for every figure that a loaded set must show, and says what it answers. Gives whether all are right. */
export async function checkCity(set: string, env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<boolean> {
  let wrong = 0;
  for (const name of CITY_SUBGRAPHS) {
    const target = await openTarget(name, set, env);
    try {
      await migrate(await definitionOf(name), target.migratorUrl as string);
      wrong += await compareFigures(PROFILES[set] as Profile, target.appUrl, say, name);
    } finally {
      await target.close();
    }
  }
  say(wrong === 0 ? 'Every figure is right.' : `${wrong} figures are not what they should be.`);
  return wrong === 0;
}

/** Gives the number of figures of a subgraph that differ from what is expected, after saying each. */
export async function compareFigures(
  profile: Profile,
  appUrl: string,
  say: (line: string) => void,
  name: Subgraph = 'organisation',
): Promise<number> {
  const graph = await openGraph(await definitionOf(name), appUrl);
  let wrong = 0;
  try {
    for (const { row, what, expected, actual } of FIGURES[name](profile)) {
      const answer = JSON.stringify(await actual(graph.ask));
      const right = answer === JSON.stringify(expected);
      if (!right) wrong++;
      say(
        `${right ? 'ok   ' : 'WRONG'} ${row.padEnd(5)} ${what}: ${answer}${right ? '' : ` instead of ${JSON.stringify(expected)}`}`,
      );
    }
  } finally {
    await graph.stop();
  }
  return wrong;
}
