import { migrate, type SubgraphDefinition } from '@union-graph/subgraph';
import { type DataSet, loadParts, type Part, type Progress } from '../parts.ts';
import { openTarget } from '../target.ts';
import { mediationSet } from './mediation.ts';
import { organisationSet } from './organisation.ts';
import { PROFILES, type Profile } from './profile.ts';
import { trainingSet } from './training/set.ts';
import { venuesSet } from './venues.ts';
import { warmthFundSet } from './warmthFund.ts';

/** The subgraphs that a city has rows for. */
export const CITY_SUBGRAPHS = ['organisation', 'mediation', 'training', 'venues', 'warmth-fund'] as const;
type CitySubgraph = (typeof CITY_SUBGRAPHS)[number];

const SETS: Readonly<Record<CitySubgraph, (profile: Profile) => DataSet>> = {
  organisation: organisationSet,
  mediation: mediationSet,
  training: trainingSet,
  venues: venuesSet,
  'warmth-fund': warmthFundSet,
};

/** The program of a subgraph; only who loads or asks needs it, tests of other sets do without. */
export async function definitionOf(name: CitySubgraph): Promise<SubgraphDefinition> {
  if (name === 'warmth-fund') return (await import('@union-graph/warmth-fund')).warmthFund;
  if (name === 'training') return (await import('@union-graph/training')).training;
  if (name === 'venues') return (await import('@union-graph/venues')).venues;
  if (name === 'mediation') return (await import('@union-graph/mediation')).mediation;
  return (await import('@union-graph/organisation')).organisation;
}

/** Loads a profile of the city into its databases, made and migrated first, or goes on with a load that was cut short. */
export async function loadCity(set: string, env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<void> {
  for (const name of CITY_SUBGRAPHS) await loadOne(name, set, env, say);
}

async function loadOne(name: CitySubgraph, set: string, env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<void> {
  const profile = PROFILES[set] as Profile;
  const target = await openTarget(name, set, env);
  try {
    const startedAt = Date.now();
    const seconds = () => ((Date.now() - startedAt) / 1000).toFixed(1);
    say(`${name}: "${set}" into ${target.place}. All its persons are invented.`);
    await migrate(await definitionOf(name), target.migratorUrl as string);
    const written = await loadParts(SETS[name](profile), target.migratorUrl as string, progressTo(say, seconds));
    say(
      written === null
        ? `${name}: "${set}" is there already, checked`
        : `${name}: "${set}" is there and checked; ${number(written)} rows in ${seconds()} s`,
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
