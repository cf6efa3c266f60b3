import { pick } from '../draw.ts';
import { groupBy } from '../groupBy.ts';
import { CASE_CAP, type CityMediator } from './mediators.ts';
import type { CaseOrg } from './seeds.ts';
import type { CaseCourse } from './states.ts';

/** While a case is in one of these states, it counts against the cap of its mediator. */
const LOADING = ['ASSIGNED', 'IN_MEDIATION', 'AGREED'];

type Assign = (course: CaseCourse, org: CaseOrg, at: number) => CityMediator;

/**
 * Gives each case a mediator whose term runs when it comes: of its organisation, else of the centre above it, else of the city's. Nobody
 * gets more cases at a time than they may have; what is over by the data's today counts for nothing.
 */
export function assigner(mediators: readonly CityMediator[], centres: readonly CaseOrg[]): Assign {
  const byOrg = groupBy(mediators, ({ orgId }) => orgId);
  const load = new Map<string, number>();
  const loadOf = (one: CityMediator): number => load.get(one.id) ?? 0;
  const [city] = centres as [CaseOrg, ...CaseOrg[]];
  const above = (org: CaseOrg): CaseOrg =>
    centres.find(({ kind, scopePath }) => kind !== 'CITY_CENTRE' && org.scopePath.startsWith(scopePath)) ?? city;
  return ({ receivedOn, status }, org, at) => {
    for (const { id } of [org, above(org), city]) {
      // Everything is over within some weeks, so the term that runs on the day of receipt must run on for so long.
      const there = (byOrg.get(id) ?? []).filter(
        ({ termFrom, termTo }) => termFrom <= receivedOn && receivedOn <= monthBefore(termTo),
      );
      const free = there.filter((one) => loadOf(one) < CASE_CAP);
      if (free.length === 0) continue;
      if (!LOADING.includes(status)) return pick(free, 226, at);
      const least = free.reduce((one, other) => (loadOf(other) < loadOf(one) ? other : one));
      load.set(least.id, loadOf(least) + 1);
      return least;
    }
    throw new Error(`Nobody can mediate the case of ${receivedOn} at ${org.id}.`);
  };
}

const monthBefore = (day: string): string => {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 31);
  return date.toISOString().slice(0, 10);
};
