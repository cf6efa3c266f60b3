import { type Batch, columns, inOrder, Refusal, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import type { Context } from '../context.ts';
import type { UnitInput } from '../schema.gen.ts';
import { refuseEnded } from '../union/refusals.ts';
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

/** Reads a unit that a client named; `BAD_USER_INPUT` unless there is one that was founded, `VALIDATION_FAILED` for a union that has ended. `field` is the input's. */
export async function readUnit({ db }: Tx, { unionId, agencyCode }: UnitInput, field: string): Promise<Unit> {
  refuseIf((unionId == null) === (agencyCode == null), 'BAD_USER_INPUT', 'A unit is a union or an agency: give one of the two.', {
    field,
  });
  const [found] = await rows<Partial<Pick<Union, 'nameZh' | 'status'>>>(
    db,
    sql`select u.name_zh as "nameZh", u.status from trade_union u where u.id::text = ${unionId ?? null}::text and u.status <> 'PREPARING'
      union all select null, null from external_agency a where a.code = ${agencyCode ?? null}::text`,
  );
  if (found?.nameZh && found.status) refuseEnded({ nameZh: found.nameZh, status: found.status }, field);
  if (!found) throw new Refusal('BAD_USER_INPUT', `There is no unit "${unionId ?? agencyCode}".`, { field });
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
