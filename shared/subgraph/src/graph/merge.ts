type TypeMap = Readonly<Record<string, unknown>>;

/** Joins the resolver maps of a subgraph's nouns. Two nouns may add to one type; the same field twice is a mistake. */
export function merge(...maps: readonly object[]): Record<string, TypeMap> {
  const merged: Record<string, Record<string, unknown>> = {};
  for (const map of maps) {
    for (const [type, fields] of Object.entries(map) as [string, TypeMap][]) {
      const known = merged[type] ?? {};
      merged[type] = known;
      const twice = Object.keys(fields).filter((field) => field in known);
      if (twice.length > 0) throw new Error(`${type}.${twice.join(', ')} has two resolvers.`);
      Object.assign(known, fields);
    }
  }
  return merged;
}
