/** Asks the database; rows as objects. */
type Query = (text: string, values: unknown[]) => Promise<unknown>;

interface Rights {
  readonly role: string;
  readonly isSuperuser: boolean;
  /** Roles with more rights than any service needs, which this one is or may become. */
  readonly powerful: readonly string[];
  /** Whom the tables, their schemas and the database belong to, as far as the role is or may become one of them. */
  readonly owners: readonly string[];
  /** Tables that may only grow, and that the role may change. */
  readonly changeable: readonly string[];
}

/** Tables of every subgraph that may only grow. */
const APPEND_ONLY = ['audit_event', 'data_request', 'erased_record', 'inbox'];

// The role that signed in, whatever role it acts as: it may take the first one back.
const RIGHTS = `
  with owned as (
    select relowner as owner from pg_class where relkind in ('r', 'p', 'v', 'm') and relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
    union select nspowner from pg_namespace where nspname !~ '^(pg_|information_schema)'
    union select datdba from pg_database where datname = current_database())
  select rolname as role, rolsuper as "isSuperuser",
    array(select other.rolname::text from pg_roles other
      where (other.rolsuper or other.rolbypassrls or other.rolcreaterole) and pg_has_role(me.oid, other.oid, 'MEMBER') order by 1) as powerful,
    array(select owner::regrole::text from owned where owner <> 'pg_database_owner'::regrole and pg_has_role(me.oid, owner, 'MEMBER') order by 1) as owners,
    array(select name from unnest($1::text[]) name
      where to_regclass(name) is not null and has_table_privilege(me.oid, to_regclass(name), 'UPDATE, DELETE, TRUNCATE') order by 1) as changeable
  from pg_roles me where rolname = session_user`;

/**
 * Why a service may not work as the role that it signs in with: it could rewrite the audit, and what else may only grow (`appendOnly`), or
 * read past row security. Judged by the rights that the role has, not by its name.
 */
export async function roleFaults(query: Query, appendOnly: readonly string[] = []): Promise<string[]> {
  const [rights] = (await query(RIGHTS, [[...APPEND_ONLY, ...appendOnly]])) as Rights[];
  const reasons = rights ? reasonsOf(rights) : ['is not known to its database'];
  if (reasons.length === 0) return [];
  return [
    `The role "${rights?.role}" of DATABASE_URL ${reasons.join(', and ')}: the service could rewrite its audit. Give it a role of its own that may only read and write rows.`,
  ];
}

function reasonsOf({ role, isSuperuser, powerful, owners, changeable }: Rights): string[] {
  if (isSuperuser) return ['is a superuser'];
  const others = (roles: readonly string[]) => roles.filter((name) => name !== role).join('", "');
  const reasons: string[] = [];
  if (powerful.includes(role)) reasons.push('may create roles or bypass row security');
  if (others(powerful))
    reasons.push(`may act as "${others(powerful)}", which may create roles, bypass row security or do anything`);
  if (owners.includes(role)) reasons.push('owns tables, their schema or the database');
  if (others(owners)) reasons.push(`may act as "${others(owners)}", which owns tables, their schema or the database`);
  if (reasons.length === 0 && changeable.length > 0)
    reasons.push(`may change rows of "${changeable.join('", "')}", which may only grow`);
  return reasons;
}
