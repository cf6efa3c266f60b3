import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import { ContactLink } from './ContactLink.ts';
import { type ContactStatus, standing } from './rules.ts';
import { SocialOrganisation } from './SocialOrganisation.ts';
import { contactScope } from './scope.ts';

/** Social organisations by id; public. */
export const socialOrganisation: Batch<string, SocialOrganisation | null> = async ({ db }, ids) => {
  const found = await rows<SocialOrganisation>(
    db,
    sql`select ${columns(SocialOrganisation, 'o')} from social_organisation o where o.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** How each organisation stands with the unions, by all of its contacts; public. */
export const socialOrganisationStatus: Batch<string, ContactStatus> = async ({ db }, ids) => {
  const found = await rows<{ id: string; status: ContactStatus }>(
    db,
    sql`select distinct l.social_organisation_id as id, l.status from contact_link l where l.social_organisation_id = any(${ids}::uuid[])`,
  );
  return grouped(ids, found, ({ id }) => id).map((contacts) => standing(contacts.map(({ status }) => status)));
};

/** The contacts of each organisation that the viewer may see, the city's first. */
export const contactsOfOrganisation: Batch<string, ContactLink[]> = async ({ db, viewer }, ids) => {
  const found = await rows<ContactLink>(
    db,
    sql`select ${columns(ContactLink, 'l')} from contact_link l
    where l.social_organisation_id = any(${ids}::uuid[]) and ${contactScope(viewer, 'l')} order by l.scope_path, l.id`,
  );
  return grouped(ids, found, ({ socialOrganisationId }) => socialOrganisationId);
};

export interface LastContact {
  readonly lastOn: string;
  /** Whether the day lies in the months up to the day asked for. */
  readonly recent: boolean;
}

interface LastContactKey {
  readonly contactId: string;
  /** The civil day up to which meetings are looked at. */
  readonly on: string;
  /** How many months before that day a meeting is recent. */
  readonly months: number;
}

/** The last meeting of each contact up to a day; null where there was none. */
export const lastContact: Batch<LastContactKey, LastContact | null> = async ({ db, viewer }, keys) => {
  const found = await rows<LastContact & { at: number }>(
    db,
    sql`select key.at::int as at, max(e.happened_on)::text as "lastOn", max(e.happened_on) > key."on" - make_interval(months => key.months) as recent
    from unnest(${keys.map(({ contactId }) => contactId)}::uuid[], ${keys.map(({ on }) => on)}::date[], ${keys.map(({ months }) => months)}::int[])
      with ordinality as key(id, "on", months, at)
    join contact_link l on l.id = key.id and ${contactScope(viewer, 'l')}
    join contact_event e on e.contact_link_id = l.id and e.happened_on <= key."on" group by key.at, key."on", key.months`,
  );
  return inOrder(
    keys.map((_, at) => at + 1),
    found,
    ({ at }) => at,
  );
};

export interface ContactKey {
  /** The part of the tree whose own contacts are counted: `/city/`, `/city/110105/`. */
  readonly path: string;
  /** The civil day that the contacts are counted on. */
  readonly on: string;
  /** How many months before that day a contact counts. */
  readonly months: number;
}

/** How many social organisations a unit is linked with and had a contact with in some months up to a day (domain rule 2.1.3). */
export const activeContacts: Batch<ContactKey, number> = async ({ db }, keys) => {
  const found = await rows<{ at: number; count: number }>(
    db,
    sql`
    select key.at::int as at, count(distinct l.social_organisation_id)::int as count
    from unnest(${keys.map(({ path }) => path)}::text[], ${keys.map(({ on }) => on)}::date[], ${keys.map(({ months }) => months)}::int[])
      with ordinality as key(path, "on", months, at)
    join contact_link l on l.scope_path = key.path and l.status = 'LINKED'
    where exists (select from contact_event e where e.contact_link_id = l.id
      and e.happened_on > key."on" - make_interval(months => key.months) and e.happened_on <= key."on")
    group by key.at`,
  );
  const byPlace = new Map(found.map(({ at, count }) => [at, count]));
  return keys.map((_, at) => byPlace.get(at + 1) ?? 0);
};
