import * as v from 'valibot';
import { defineEvent } from '../define.ts';
import { code, count, id, partOfCity, sentence, wireTypes } from '../fields.ts';

/** A request to 12351 became a row of the service that it was handed to (J-05). The event is about the request. */
export const requestAccepted = defineEvent(null, 'request.accepted', { typeName: code, id });

/** What became of a request to 12351 is done (J-05). The event is about the request. */
export const requestResolved = defineEvent(null, 'request.resolved', { typeName: code, status: code });

/** What a service did on `dataRequest.opened` (J-17). `legalBasis` names the laws by which rows stay. */
export const dataRequestAnswered = defineEvent(null, 'dataRequest.answered', {
  outcome: v.pipe(v.picklist(['COPIED', 'ERASED', 'KEPT_BY_LAW', 'NO_DATA']), v.title('DataOutcome')),
  legalBasis: v.nullable(sentence),
});

/**
 * A service begins to follow what these types of event tell, and asks for the present state: the owner of the rows tells it by events of these
 * types, to this service alone.
 */
export const snapshotRequested = defineEvent(null, 'snapshot.requested', { types: wireTypes });

/** A value of the plan was measured (J-11): `numerator` and `denominator` of a rate, `valueCount` of anything else. */
export const indicatorMeasured = defineEvent(
  null,
  'indicator.measured',
  {
    code: v.string(),
    scopePath: partOfCity,
    period: v.string(),
    numerator: v.nullish(count),
    denominator: v.nullish(count),
    valueCount: v.nullish(count),
  },
  { subject: v.pipe(v.string(), v.nonEmpty()) },
);
