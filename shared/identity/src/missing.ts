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
 * `role`: none of the roles is held. `district`, `unit`: a role is held, but not there. `scope`: the access token lacks an OAuth
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
 * added, for the units that the row names, and as each person that it names. So the answer is never another one than the rule's.
 */
export function missingRight(viewer: Viewer, allows: Question, row: unknown): Missing {
  const { paths, persons } = namedBy(row);
  const roles = GIVEN.filter((role) => allows(withRole(viewer, role, row)));
  const concerned = persons
    .filter(({ id }) => id !== viewer.personId && allows(inPerson(viewer, id)))
    .map(({ name }) => name)
    .filter((name, at, all) => all.indexOf(name) === at);
  if (roles.length === 0) return { kind: 'person', anyOf: concerned };
  const others = concerned.length > 0 ? { persons: concerned } : {};
  const held = roles.filter((role) => viewer.grants.some((grant) => grant.role === role));
  const place = paths[0];
  if (held.length === 0 || place === undefined) return { kind: 'role', anyOf: roles, ...others };
  const district = /^\/city\/(\d{6})\//.exec(place)?.[1];
  return { ...(district ? { kind: 'district', anyOf: [district] } : { kind: 'unit', anyOf: [place] }), roles, ...others };
}

/** The viewer with a role for the whole tree and for each unit that the row names. */
function withRole(viewer: Viewer, role: Role, row: unknown): Viewer {
  const { paths, ids } = namedBy(row);
  const grants: Grant[] = [
    ...['/', ...paths].map((scopePath) => ({ role, scopePath })),
    ...ids.map((unionId) => ({ role, scopePath: `/city/-/${unionId}/`, unionId })),
  ];
  const personId = viewer.personId ?? ANYBODY;
  return { ...viewer, kind: 'person', personId, grants: [...viewer.grants, ...grants] };
}

const inPerson = (viewer: Viewer, personId: string): Viewer => ({
  ...viewer,
  kind: 'person',
  personId,
  grants: [...viewer.grants, { role: 'MEMBER', scopePath: '/' }],
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

/** More roles than these are told together. */
const MOST_NAMED = 12;

/** Says in a sentence what lacks, and in another what to do next. */
export function sayMissing(missing: Missing, { grants }: Pick<Viewer, 'grants'> = { grants: [] }): string {
  const { kind, anyOf, roles = [], persons = [] } = missing;
  const alsoBy = persons.length > 0 ? `, or must be done by the ${oneOf(persons)} in person` : '';
  switch (kind) {
    case 'role': {
      const held = [...new Set(grants.map(({ role }) => role))];
      const wanted = anyOf.length > MOST_NAMED ? 'an office in a union (any role of its staff)' : `the role ${oneOf(anyOf)}`;
      return `It takes ${wanted}${alsoBy}; ${held.length > 0 ? `you hold ${held.join(', ')}` : 'you hold none'}. Ask somebody who holds it, or have it given to you.`;
    }
    case 'district':
    case 'unit':
      return `It takes the role ${oneOf(roles)} for the ${kind} ${oneOf(anyOf)}${alsoBy}; you do not hold it there. Ask somebody who does.`;
    case 'scope':
      return `The access token lacks the scope ${oneOf(anyOf)}. Ask for it when you sign in.`;
    case 'person':
      return anyOf.length > 0
        ? `Only the ${oneOf(anyOf)} may, in person. Ask them to do it.`
        : 'No role allows it to you here. Ask the person whom it concerns, or another colleague.';
    case 'consent':
      return `It takes the consent of the person for ${oneOf(anyOf)}. Ask them to give it ("giveConsent").`;
    case 'purpose':
      return `It takes the purpose ${oneOf(anyOf)}. Name it in the header "x-purpose".`;
  }
}

/** `a`, `a or b`, `a, b or c`. */
const oneOf = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
