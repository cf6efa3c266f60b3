import type pg from 'pg';

/** Members of the set, each with their place in the unions. */
export async function drawMembers(bare: pg.Client, count: number): Promise<{ readonly id: string; readonly path: string }[]> {
  const { rows } = await bare.query<{ id: string; path: string }>(
    'select member_id as id, scope_path as path from member_place tablesample system (5) limit $1',
    [count],
  );
  if (rows.length < count) throw new Error(`The set has no ${count} members. Load the city.`);
  return rows;
}
