import { migrate } from '@union-graph/subgraph';
import { openTarget } from '../target.ts';
import { figuresOf } from './figures/index.ts';
import { openOrganisation } from './graph.ts';
import { PROFILES, type Profile } from './profile.ts';

/** Asks the graph for every figure that a loaded set must show, and says what it answers. Gives whether all are right. */
export async function checkCity(set: string, env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<boolean> {
  const target = await openTarget('organisation', set, env);
  try {
    const { organisation } = await import('@union-graph/organisation');
    await migrate(organisation, target.migratorUrl as string);
    const wrong = await compareFigures(PROFILES[set] as Profile, target.appUrl, say);
    say(wrong === 0 ? 'Every figure is right.' : `${wrong} figures are not what they should be.`);
    return wrong === 0;
  } finally {
    await target.close();
  }
}

/** Gives the number of figures that differ from what is expected, after saying each. */
export async function compareFigures(profile: Profile, appUrl: string, say: (line: string) => void): Promise<number> {
  const organisation = await openOrganisation(appUrl);
  let wrong = 0;
  try {
    for (const { row, what, expected, actual } of figuresOf(profile)) {
      const answer = JSON.stringify(await actual(organisation.ask));
      const right = answer === JSON.stringify(expected);
      if (!right) wrong++;
      say(
        `${right ? 'ok   ' : 'WRONG'} ${row.padEnd(5)} ${what}: ${answer}${right ? '' : ` instead of ${JSON.stringify(expected)}`}`,
      );
    }
  } finally {
    await organisation.stop();
  }
  return wrong;
}
