export { EVENT_TYPES } from './catalogue.ts';
export { type DataOf, defineEvent, type EventType, isOfType, parseReceived, parseSent } from './define.ts';
export * from './types/everyService.ts';
export * from './types/governance.ts';
export * from './types/mediation.ts';
export * from './types/organisation.ts';
export * from './types/training.ts';
export * from './types/venues.ts';
export * from './types/warmthFund.ts';
