import { enterprisePlaced, servicePointListed, socialOrganisationListed, staffListed } from '@union-graph/events';
import { inScope, READERS, type Viewer } from '@union-graph/identity';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { defineKnown } from '../known/known.ts';
import { nameHash } from '../nameHash.ts';
import { Refusal, refuseIf } from '../refusal.ts';
import type { Tx } from '../transaction.ts';
import { DirectoryEntry, type DirectoryKind } from './DirectoryEntry.ts';

/** The table of what a service knows of organisation's registers; each service that refers to them lists it among its migrations. */
export const directoryMigration = (): (new () => MigrationInterface) =>
  class Directory implements MigrationInterface {
    name = 'Directory1771210000000';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(`
        create table directory_entry (
          entry_id uuid constraint directory_entry_pk primary key,
          kind text not null constraint directory_entry_kind check (kind in ('STAFF', 'SERVICE_POINT', 'SOCIAL_ORGANISATION', 'ENTERPRISE')),
          detail text not null,
          scope_path text not null,
          name_hash text,
          has_ended boolean not null,
          seen_version int not null
        );
        create index directory_entry_by_kind on directory_entry (kind, detail)`);
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query('drop table directory_entry');
    }
  };

/** Adds since when each member of staff works: what an act says that they did is not before it. */
export const directoryBeginningMigration = (): (new () => MigrationInterface) =>
  class DirectoryBeginnings implements MigrationInterface {
    name = 'DirectoryBeginnings1773000000139';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query('alter table directory_entry add column begins_on date');
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query('alter table directory_entry drop column begins_on');
    }
  };

const WHAT = {
  STAFF: 'member of staff',
  SERVICE_POINT: 'service point',
  SOCIAL_ORGANISATION: 'social organisation',
  ENTERPRISE: 'enterprise',
} as const satisfies Readonly<Record<DirectoryKind, string>>;

const known = (kind: DirectoryKind) => defineKnown(DirectoryEntry, { id: 'entryId', what: WHAT[kind], revision: 4 });

const REGISTERS = {
  STAFF: known('STAFF'),
  SERVICE_POINT: known('SERVICE_POINT'),
  SOCIAL_ORGANISATION: known('SOCIAL_ORGANISATION'),
  ENTERPRISE: known('ENTERPRISE'),
} as const satisfies Readonly<Record<DirectoryKind, unknown>>;

/** Keeps who is on organisation's register of staff. An older organisation does not tell of first days. */
export const followStaff = REGISTERS.STAFF.follow(staffListed, ({ data }) => ({
  kind: 'STAFF',
  detail: data.role,
  scopePath: data.scopePath,
  nameHash: data.nameHash,
  hasEnded: data.hasLeft,
  ...(data.hiredOn == null ? {} : { beginsOn: data.hiredOn }),
}));

/** Keeps which service points there are. */
export const followServicePoints = REGISTERS.SERVICE_POINT.follow(servicePointListed, ({ data }) => ({
  kind: 'SERVICE_POINT',
  detail: data.kind,
  scopePath: `/city/${data.districtCode}/`,
  nameHash: null,
  hasEnded: false,
}));

/** Keeps which social organisations are registered. */
export const followSocialOrganisations = REGISTERS.SOCIAL_ORGANISATION.follow(socialOrganisationListed, ({ data }) => ({
  kind: 'SOCIAL_ORGANISATION',
  detail: data.kind,
  scopePath: WHOLE_CITY,
  nameHash: null,
  hasEnded: false,
}));

/** Keeps which enterprises there are, and in which districts. */
export const followEnterprises = REGISTERS.ENTERPRISE.follow(enterprisePlaced, ({ data }) => ({
  kind: 'ENTERPRISE',
  detail: 'EMPLOYER',
  scopePath: `/city/${data.districtCode}/`,
  nameHash: data.nameHash ?? null,
  hasEnded: false,
}));

/** The district in which a place of the union tree lies, or the bureau; the city for what is the city's own. */
export const partOf = (scopePath: string): string => /^\/city\/[^/]+\//.exec(scopePath)?.[0] ?? WHOLE_CITY;

const WHOLE_CITY = '/city/';

interface Where {
  /** The input field that names it. */
  readonly field: string;
  /** The part of the union tree in which it is; who is there for the whole city is in every part. */
  readonly within?: string;
  /** Whether staff who work there, or for the whole city, may be named by those who do not read them, as colleagues who did something together. */
  readonly asColleagues?: boolean;
  /** The day, of an input field, on which they did something or begin with it: not before their first one. */
  readonly on?: { readonly day: string; readonly field: string };
}

/** Whether the viewer may know of an entry: all registers but that of staff are public. */
const isReadable = (viewer: Viewer, { kind, entryId, scopePath }: DirectoryEntry): boolean =>
  kind !== 'STAFF' || entryId === viewer.personId || inScope(viewer, scopePath, ...READERS.staffMember.inScope);

/**
 * What is known of entries of one register that an act refers to. `NOT_FOUND` for one that is unknown, of another register, or that the viewer
 * may not read; `VALIDATION_FAILED` for one of another part that the viewer may read.
 */
async function getAll(
  tx: Tx,
  kind: DirectoryKind,
  ids: readonly string[],
  { field, within = WHOLE_CITY, asColleagues = false }: Where,
): Promise<DirectoryEntry[]> {
  const isThere = ({ scopePath }: DirectoryEntry): boolean => scopePath === WHOLE_CITY || scopePath.startsWith(within);
  const found = await REGISTERS[kind].getAll(
    tx,
    ids.map((id) => id.toLowerCase()),
    { field, visible: (entry) => entry.kind === kind && (isReadable(tx.viewer, entry) || (asColleagues && isThere(entry))) },
  );
  const elsewhere = found.find((entry) => !isThere(entry));
  if (elsewhere)
    throw new Refusal(
      'VALIDATION_FAILED',
      `The ${WHAT[kind]} "${elsewhere.entryId}" is in another part of the city: ${placeName(elsewhere.scopePath)}. Name one of ${placeName(within)}.`,
      { field },
    );
  return found;
}

/** `district 110105`, or the part of the tree by its path. */
function placeName(scopePath: string): string {
  const [, code] = /^\/city\/(\d{6})\//.exec(scopePath) ?? [];
  return code ? `district ${code}` : `"${partOf(scopePath)}"`;
}

/**
 * Members of staff who work now. `NOT_FOUND` and `VALIDATION_FAILED` as above, `VALIDATION_FAILED` for somebody who has left, or whose first day
 * is after the one that the act names, too.
 */
export async function getWorkingStaff(tx: Tx, ids: readonly string[], where: Where): Promise<DirectoryEntry[]> {
  const found = await getAll(tx, 'STAFF', ids, where);
  refuseIf(
    found.some(({ hasEnded }) => hasEnded),
    'VALIDATION_FAILED',
    'Somebody who is named has left the staff. Name a person who works there now.',
    { field: where.field },
  );
  if (where.on) refuseNotBegun(tx.viewer, found, where.on);
  return found;
}

/** Since when a colleague works is told to those alone who read them. */
function refuseNotBegun(viewer: Viewer, staff: readonly DirectoryEntry[], { day, field }: NonNullable<Where['on']>): void {
  const early = staff.find(({ beginsOn }) => beginsOn !== null && day < beginsOn);
  if (!early) return;
  const since = isReadable(viewer, early) ? `works there from ${early.beginsOn} on` : 'did not work there yet';
  throw new Refusal('VALIDATION_FAILED', `Somebody who is named ${since}; got ${day}.`, { field });
}

/** The same of one, whose name is the one on the register where a name is given. */
export async function getStaffNamed(
  tx: Tx,
  id: string,
  nameZh: string,
  where: Where & { readonly nameField: string },
): Promise<DirectoryEntry> {
  const [entry] = await getWorkingStaff(tx, [id], where);
  if (entry?.nameHash != null && entry.nameHash !== nameHash(nameZh))
    throw new Refusal('VALIDATION_FAILED', `The register of staff has another name for this person than "${nameZh}".`, {
      field: where.nameField,
    });
  return entry as DirectoryEntry;
}

/** A service point. `NOT_FOUND` and `VALIDATION_FAILED` as above. */
export const getServicePoint = async (tx: Tx, id: string, where: Where): Promise<DirectoryEntry> =>
  (await getAll(tx, 'SERVICE_POINT', [id], where))[0] as DirectoryEntry;

/** An enterprise. `NOT_FOUND` and `VALIDATION_FAILED` as above. */
export const getEnterprise = async (tx: Tx, id: string, where: Where): Promise<DirectoryEntry> =>
  (await getAll(tx, 'ENTERPRISE', [id], where))[0] as DirectoryEntry;

/** Social organisations. `NOT_FOUND` as above. */
export const getSocialOrganisations = (tx: Tx, ids: readonly string[], where: Where): Promise<DirectoryEntry[]> =>
  getAll(tx, 'SOCIAL_ORGANISATION', ids, where);
