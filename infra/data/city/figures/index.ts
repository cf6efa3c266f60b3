import type { Profile } from '../profile.ts';
import type { Figure } from './figure.ts';
import { partnerFigures } from './partners.ts';
import { peopleFigures } from './people.ts';
import { planFigures } from './plan.ts';
import { pointFigures } from './points.ts';
import { unionFigures } from './unions.ts';

/** The figures of domain rule 6.3 and of the rows S-01 to S-44 that the organisation answers. */
export const figuresOf = (profile: Profile): Figure[] => [
  ...unionFigures(profile),
  ...pointFigures(profile),
  ...peopleFigures(profile),
  ...planFigures(),
  ...partnerFigures(profile),
];
