/**
 * Tags (`@tag(name: …)`) by which a subgraph's SDL tells the gateway which type is that of persons, and where their consents to the use of
 * personal data are. The gateway names no type itself. Each tag stands once in a graph, and composition refuses a second one.
 */
export const PERSON_TAGS = {
  /** On the object type of persons. Its key, one field, is what the access log names a person by. */
  type: 'person',
  /** On the field of `Query` that takes the key of a person as its one required argument, and gives the person. */
  byKey: 'person-by-key',
  /** On the field of a person that lists their consents. */
  consents: 'person-consents',
  /** On the fields of a consent: what it is to, since when, and until when; null while it holds. */
  purpose: 'consent-purpose',
  givenAt: 'consent-given-at',
  withdrawnAt: 'consent-withdrawn-at',
} as const;
