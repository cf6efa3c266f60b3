import type { Profile } from '../profile.ts';
import { eventCount } from '../venueEvents.ts';
import { type Counted, DISTRICTS, type Figure } from './figure.ts';

interface Troupe {
  readonly memberCount: number;
  readonly performanceCount: number;
  readonly teams: readonly { readonly kind: string; readonly memberCount: number }[];
}

interface Screens {
  readonly screenStats: { readonly screens: number };
  readonly screenCampaigns: {
    readonly nodes: readonly {
      readonly playouts: { readonly booked: number; readonly played: number; readonly failed: number };
    }[];
  };
}

/** What venues answer of the art troupe, of venues, walkways, events, groups, five in and five out, and public screens (S-65 to S-67, S-70, S-71, S-74, S-75). */
export const venueFigures = (profile: Profile): Figure[] => [
  {
    row: 'S-75',
    what: 'members of the art troupe, its teams, those of its own, and its shows',
    expected: [profile.troupeMembers, profile.troupeTeams, 3, profile.performances],
    actual: async (ask) => {
      const { artTroupe } = await ask<{ artTroupe: Troupe }>(
        '{ artTroupe { memberCount performanceCount teams { kind memberCount } } }',
      );
      const direct = artTroupe.teams.filter(({ kind }) => kind === 'DIRECT');
      return [artTroupe.memberCount, artTroupe.teams.length, direct.length, artTroupe.performanceCount];
    },
  },
  {
    row: 'S-66',
    what: 'venues and facilities in use',
    expected: [profile.venues, profile.facilities],
    actual: async (ask) => {
      const { venues, facilities } = await ask<Record<'venues' | 'facilities', Counted>>(
        '{ venues { totalCount } facilities { totalCount } }',
      );
      return [venues.totalCount, facilities.totalCount];
    },
  },
  {
    row: 'S-71',
    what: 'fitness groups',
    expected: profile.groups,
    actual: async (ask) => (await ask<{ fitnessGroups: Counted }>('{ fitnessGroups { totalCount } }')).fitnessGroups.totalCount,
  },
  {
    row: 'S-65',
    what: 'walkways that are open to all at any time',
    expected: DISTRICTS,
    actual: async (ask) =>
      (await ask<{ facilities: Counted }>('{ facilities(accessMode: OPEN_ACCESS) { totalCount } }')).facilities.totalCount,
  },
  {
    row: 'S-70',
    what: 'events, and seats of a film for which more asked than it has',
    expected: [eventCount(profile), 60, 60],
    actual: async (ask) => {
      const { all, films } = await ask<{ all: Counted; films: { nodes: { capacity: number; registrationCount: number }[] } }>(
        '{ all: cultureEvents(from: "2013-01-01") { totalCount } films: cultureEvents(programme: FILM, first: 1) { nodes { capacity registrationCount } } }',
      );
      return [all.totalCount, films.nodes[0]?.capacity, films.nodes[0]?.registrationCount];
    },
  },
  {
    row: 'S-67',
    what: 'five in, five out, and what unions asked of them',
    expected: [5, 5, profile.outreachRequests],
    actual: async (ask) => {
      const found = await ask<Record<'into' | 'out' | 'asked', Counted>>(
        '{ into: fiveInFiveOut(direction: IN) { totalCount } out: fiveInFiveOut(direction: OUT) { totalCount } asked: outreachRequests { totalCount } }',
      );
      return [found.into.totalCount, found.out.totalCount, found.asked.totalCount];
    },
  },
  {
    row: 'S-74',
    what: 'public screens, those booked for May Day, and those that told whether they played',
    expected: [profile.screens, profile.screens, profile.screens],
    actual: async (ask) => {
      const { screenStats, screenCampaigns } = await ask<Screens>(
        '{ screenStats { screens } screenCampaigns(first: 1) { nodes { playouts { booked played failed } } } }',
      );
      const { booked = 0, played = 0, failed = 0 } = screenCampaigns.nodes[0]?.playouts ?? {};
      return [screenStats.screens, booked, played + failed];
    },
  },
];
