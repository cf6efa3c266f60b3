import type { EventType } from './define.ts';
import * as everyService from './types/everyService.ts';
import * as governance from './types/governance.ts';
import * as mediation from './types/mediation.ts';
import * as organisation from './types/organisation.ts';
import * as training from './types/training.ts';
import * as venues from './types/venues.ts';
import * as warmthFund from './types/warmthFund.ts';

/** Every type of event, in the order of the README's table. */
export const EVENT_TYPES: readonly EventType[] = [
  organisation,
  mediation,
  training,
  venues,
  warmthFund,
  governance,
  everyService,
].flatMap((types) => Object.values(types));
