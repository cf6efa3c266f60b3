import { ROLES, type Role } from './roles.ts';
import type { Grant, Viewer } from './viewer.ts';

/**
 * What a refused viewer lacks, for `extensions.missing` of `FORBIDDEN` and its like: any one of the names would do. Where several
 * are listed, each is needed.
 */
export interface Missing {
  readonly kind: MissingKind;
  readonly anyOf: readonly string[];
  /** With `district` and `unit`: the roles that would have to be held there. */
  readonly roles?: readonly Role[];
  /** With `role`, `district` and `unit`: who may without any role, such as the `member` whom a row is about. */
  readonly persons?: readonly string[];
}

/**
 * `role`: none of the roles is held. `district`, `unit`: a role is held, but not there; a unit is named by its id. `scope`: the access token lacks an OAuth
 * scope. `person`: only these persons may, in person. `consent`, `purpose`: what it would have to be given for.
 */
const MISSING_KINDS = ['role', 'district', 'unit', 'scope', 'person', 'consent', 'purpose'] as const;
export type MissingKind = (typeof MISSING_KINDS)[number];

export const isMissingKind = (kind: unknown): kind is MissingKind => MISSING_KINDS.some((known) => known === kind);

type Question = (viewer: Viewer) => boolean;

/** Roles that can be given to a person; the others are nobody's to ask for. */
const GIVEN = ROLES.filter((role) => role !== 'PUBLIC' && role !== 'SYSTEM');
/** A person who is nobody's party, for rules that ask for a person before they ask for a role. */
const ANYBODY = '00000000-0000-0000-0000-000000000000';

/**
 * What would have to be added to a viewer for a rule to allow what it refuses, found by asking the rule itself: with each role
 * added, for each place that the row names, and as each person that it names. So the answer is never another one than the rule's.
 */
export function missingRight(viewer: Viewer, allows: Question, row: unknown): Missing {
  const { persons } = namedBy(row);
  const places = placesOf(row);
  const suffices = (role: Role, where: readonly Place[]): boolean => allows(withRole(viewer, role, where));
  const roles = GIVEN.filter((role) => suffices(role, places));
  const concerned = persons
    .filter(({ id }) => id !== viewer.personId && allows(inPerson(viewer, id)))
    .map(({ name }) => name)
    .filter((name, at, all) => all.indexOf(name) === at);
  if (roles.length === 0) return { kind: 'person', anyOf: concerned };
  const others = concerned.length > 0 ? { persons: concerned } : {};
  const held = roles.filter((role) => viewer.grants.some((grant) => grant.role === role));
  if (held.length === 0) return { kind: 'role', anyOf: roles, ...others };
  const lacking = lackingPlaces(held, places, suffices);
  const names = lacking.map((place) => placeName(viewer, held, place));
  return {
    kind: names.every((name) => DISTRICT.test(name)) ? 'district' : 'unit',
    anyOf: [names.join(' and ')],
    roles: roles.filter((role) => suffices(role, lacking)),
    ...others,
  };
}

/** A part of the tree, and the union at its top where the row names it by its id alone. */
type Place = Pick<Grant, 'scopePath' | 'unionId'>;

const DISTRICT = /^\d{6}$/;
/** How the whole tree is named to a reader; it has no id. */
const WHOLE_CITY = 'whole city';

/** The places that a row names, and the whole tree for what is nowhere in it. */
function placesOf(row: unknown): readonly Place[] {
  const { paths, ids } = namedBy(row);
  return [
    ...paths.map((scopePath) => ({ scopePath })),
    ...ids.map((unionId) => ({ scopePath: `/city/-/${unionId}/`, unionId })),
    { scopePath: '/' },
  ];
}

/** The named place for which one of the held roles would be enough; where none is by itself, the fewest that are together. */
function lackingPlaces(
  held: readonly Role[],
  places: readonly Place[],
  suffices: (role: Role, where: readonly Place[]) => boolean,
): readonly Place[] {
  const one = places.find((place) => place.scopePath !== '/' && held.some((role) => suffices(role, [place])));
  if (one) return [one];
  return [...places].reverse().reduce<readonly Place[]>((kept, place) => {
    const rest = kept.filter((other) => other !== place);
    return held.some((role) => suffices(role, rest)) ? rest : kept;
  }, places);
}

/** A place as it is told: the district in which it lies, or the unit itself where the viewer holds the role elsewhere in that district. */
function placeName({ grants }: Viewer, held: readonly Role[], { scopePath, unionId }: Place): string {
  if (unionId !== undefined) return unionId;
  const [, district] = /^\/city\/(\d{6})\//.exec(scopePath) ?? [];
  const unit =
    scopePath
      .split('/')
      .filter((part) => part !== '' && part !== 'city')
      .at(-1) ?? WHOLE_CITY;
  const isThere = grants.some(({ role, scopePath: own }) => held.includes(role) && own.startsWith(`/city/${district}/`));
  return district === undefined || isThere ? unit : district;
}

/** The viewer with a role for some places. */
const withRole = (viewer: Viewer, role: Role, places: readonly Place[]): Viewer => ({
  ...viewer,
  kind: 'person',
  personId: viewer.personId ?? ANYBODY,
  grants: [...viewer.grants, ...places.map((place) => ({ role, ...place }))],
});

/** A person who holds nothing but that they are that person. */
const inPerson = (viewer: Viewer, personId: string): Viewer => ({
  ...viewer,
  kind: 'person',
  personId,
  grants: [{ role: 'MEMBER', scopePath: '/' }],
});

const ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

interface Named {
  readonly paths: readonly string[];
  readonly ids: readonly string[];
  readonly persons: readonly { readonly name: string; readonly id: string }[];
}

/** The units and persons that a row names, by the form of its values: `scopePath`, `districtCode`, `mediatorPersonId`, `applicantIds`. */
function namedBy(row: unknown): Named {
  const entries = typeof row === 'object' && row !== null ? Object.entries(row as Record<string, unknown>) : [];
  const texts = entries.flatMap(([key, value]) =>
    (Array.isArray(value) ? value : [value]).flatMap((text) => (typeof text === 'string' ? [{ key, text }] : [])),
  );
  const ids = texts.filter(({ text }) => ID.test(text));
  return {
    paths: texts.flatMap(({ key, text }) =>
      text.startsWith('/') ? [text] : /districtCode$|^code$/i.test(key) ? [`/city/${text}/`] : [],
    ),
    ids: ids.map(({ text }) => text),
    persons: ids.map(({ key, text }) => ({ name: personName(key), id: text })),
  };
}

/** `mediatorPersonId` is the mediator, `applicantIds` an applicant, `id` the person that the row is. */
const personName = (key: string): string => key.replace(/(?:Person)?Ids?$/, '').replace(/^id$/, 'self') || 'self';

/** A person's name in a row as a noun with its article: `filedBy` is the person by whom it was filed. */
function personNoun(name: string): string {
  if (name === 'self') return 'the person whom it is about';
  const words = name.replace(/[a-z](?=[A-Z])/g, '$& ').replace(/[A-Z](?=[a-z])/g, (letter) => letter.toLowerCase());
  return / by$/.test(words) ? `the person by whom it was ${words.slice(0, -3)}` : `the ${words}`;
}

/** More roles than these are told together. */
const MOST_NAMED = 12;

/** Says in a sentence what lacks, and in another what to do next. */
export function sayMissing(missing: Missing, { grants }: Pick<Viewer, 'grants'> = { grants: [] }): string {
  const { kind, anyOf, roles = [], persons = [] } = missing;
  const alsoBy = persons.length > 0 ? `, or must be done by ${oneOf(persons.map(personNoun))} in person` : '';
  switch (kind) {
    case 'role': {
      const held = [...new Set(grants.map(({ role }) => role))];
      const wanted = anyOf.length > MOST_NAMED ? 'an office in a union (any role of its staff)' : `the role ${oneOf(anyOf)}`;
      return `It takes ${wanted}${alsoBy}; ${held.length > 0 ? `you hold ${held.join(', ')}` : 'you hold none'}. Ask somebody who holds it, or have it given to you.`;
    }
    case 'district':
    case 'unit':
      return `It takes the role ${oneOf(roles)} for ${oneOf(anyOf.map((place) => placeNoun(kind, place)))}${alsoBy}; you do not hold it there. Ask somebody who does.`;
    case 'scope':
      return `The access token lacks the scope ${oneOf(anyOf)}. Ask for it when you sign in.`;
    case 'person':
      return anyOf.length > 0
        ? `Only ${oneOf(anyOf.map(personNoun))} may do this, in person. Ask them to do it.`
        : 'No role allows it to you here. Ask the person whom it concerns, or another colleague.';
    case 'consent':
      return `It takes the consent of the person for ${oneOf(anyOf)}. Ask them to give it ("giveConsent").`;
    case 'purpose':
      return `It takes the purpose ${oneOf(anyOf)}. Name it in the header "x-purpose".`;
  }
}

const placeNoun = (kind: 'district' | 'unit', place: string): string =>
  place === WHOLE_CITY ? `the ${place}` : `the ${kind}${place.includes(' and ') ? 's' : ''} ${place}`;

/** `a`, `a or b`, `a, b or c`. */
const oneOf = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
