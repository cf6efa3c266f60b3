import type { Profile } from '../profile.ts';
import type { Figure } from './figure.ts';

interface Troupe {
  readonly memberCount: number;
  readonly performanceCount: number;
  readonly teams: readonly { readonly kind: string; readonly memberCount: number }[];
}

/** What venues answer of the art troupe (S-75). */
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
];
