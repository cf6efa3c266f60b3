import type { Profile } from '../profile.ts';
import { boardFigures } from './boards.ts';
import type { Figure } from './figure.ts';
import { joiningFigures } from './joining.ts';
import { lineFigures } from './lines.ts';
import { partnerFigures } from './partners.ts';
import { peopleFigures } from './people.ts';
import { planFigures } from './plan.ts';
import { pointFigures } from './points.ts';
import { unionFigures } from './unions.ts';
import { workFigures } from './work.ts';

/** The figures of domain rule 6.3, of the rows S-01 to S-77 that the organisation answers, and of its part of J-02, J-10 and J-11. */
export const figuresOf = (profile: Profile): Figure[] => [
  ...unionFigures(profile),
  ...lineFigures(profile),
  ...pointFigures(profile),
  ...peopleFigures(profile),
  ...joiningFigures(profile),
  ...workFigures(profile),
  ...planFigures(profile),
  ...partnerFigures(profile),
  ...boardFigures(profile),
];
