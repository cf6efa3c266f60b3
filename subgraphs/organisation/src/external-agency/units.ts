import { type Batch, columns, inOrder, Refusal, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import type { Context } from '../context.ts';
import type { UnitInput } from '../schema.gen.ts';
import type { Union } from '../union/Union.ts';
import { ExternalAgency } from './ExternalAgency.ts';

/** A union or an agency outside: one of the two is set. */
export interface Unit {
  readonly unionId: string | null;
  readonly agencyCode: string | null;
}

/** Agencies by code; public. */
export const externalAgency: Batch<string, ExternalAgency | null> = async ({ db }, codes) => {
  const found = await rows<ExternalAgency>(
    db,
    sql`select ${columns(ExternalAgency, 'a')} from external_agency a where a.code = any(${codes})`,
  );
  return inOrder(codes, found, ({ code }) => code);
};

/** The row behind a unit. */
export const loadUnit = ({ loaders }: Context, { unionId, agencyCode }: Unit): Promise<Union | ExternalAgency | null> =>
  unionId === null ? loaders.externalAgency.load(agencyCode as string) : loaders.union.load(unionId);

/** Reads a unit that a client named; `BAD_USER_INPUT` unless it names one that exists: was founded, and not dissolved. `field` is the input's. */
export async function readUnit({ db }: Tx, { unionId, agencyCode }: UnitInput, field: string): Promise<Unit> {
  refuseIf((unionId == null) === (agencyCode == null), 'BAD_USER_INPUT', 'A unit is a union or an agency: give one of the two.', {
    field,
  });
  const [found] = await rows<{ known: boolean }>(
    db,
    sql`select exists (select from trade_union u where u.id::text = ${unionId ?? null}::text and u.status not in ('PREPARING', 'MERGED', 'DISSOLVED'))
      or exists (select from external_agency a where a.code = ${agencyCode ?? null}::text) as known`,
  );
  if (!found?.known) throw new Refusal('BAD_USER_INPUT', `There is no unit "${unionId ?? agencyCode}".`, { field });
  return { unionId: unionId ?? null, agencyCode: agencyCode ?? null };
}

/** Reads a list of units; `BAD_USER_INPUT` also for one that is named twice. */
export async function readUnits(tx: Tx, inputs: readonly UnitInput[], field: string): Promise<Unit[]> {
  const units: Unit[] = [];
  for (const input of inputs) units.push(await readUnit(tx, input, field));
  const names = units.map(({ unionId, agencyCode }) => unionId ?? agencyCode);
  refuseIf(new Set(names).size < names.length, 'BAD_USER_INPUT', 'A unit is named once.', { field });
  return units;
}
