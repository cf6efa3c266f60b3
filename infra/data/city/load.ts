import { migrate } from '@union-graph/subgraph';
import { loadParts, type Part, type Progress } from '../parts.ts';
import { openTarget } from '../target.ts';
import { organisationSet } from './organisation.ts';
import { PROFILES, type Profile } from './profile.ts';

/** Loads a profile of the city into its database, made and migrated first, or goes on with a load that was cut short. */
export async function loadCity(set: string, env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<void> {
  const profile = PROFILES[set] as Profile;
  // Only who loads needs the subgraph's program; tests of other sets do without.
  const { organisation } = await import('@union-graph/organisation');
  const target = await openTarget('organisation', set, env);
  try {
    const startedAt = Date.now();
    const seconds = () => ((Date.now() - startedAt) / 1000).toFixed(1);
    say(`organisation: "${set}" into ${target.place}. All its persons are invented.`);
    await migrate(organisation, target.migratorUrl as string);
    const written = await loadParts(organisationSet(profile), target.migratorUrl as string, progressTo(say, seconds));
    say(
      written === null
        ? `organisation: "${set}" is there already, checked`
        : `organisation: "${set}" is there and checked; ${number(written)} rows in ${seconds()} s`,
    );
  } finally {
    await target.close();
  }
}

const number = (value: number): string => value.toLocaleString('en');

/** A line a second at most, so that small parts do not flood the terminal. */
function progressTo(say: (line: string) => void, seconds: () => string): Progress {
  let last = 0;
  const loaded = (part: Part, { rows, ofRows, perSecond }: Parameters<Progress['loaded']>[1]) => {
    if (Date.now() - last < 1_000 && rows < ofRows) return;
    last = Date.now();
    say(`${seconds().padStart(7)} s  ${number(rows)} of ${number(ofRows)} rows, ${number(perSecond)} a second: ${part.name}`);
  };
  return { loaded, step: (what) => say(`${seconds().padStart(7)} s  ${what}`) };
}
