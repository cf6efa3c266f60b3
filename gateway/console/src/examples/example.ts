/** The day the demonstration data is of. */
export const DEMO_NOW = '2013-10-19T10:00:00+08:00';

/** One example operation: a file of `operations/`, with what its comment header says. */
export interface Example {
  /** `j-01-1-apply-for-membership` */
  readonly file: string;
  /** The journey or the row of the catalogue that it tells: `J-01`, `S-18`. */
  readonly journey: string;
  readonly step: number;
  readonly operation: string;
  readonly zh: string;
  readonly en: string;
  /** Whom to sign in as: the login and the name; null when the operation is open to anyone. */
  readonly person: { readonly login: string; readonly name: string } | null;
  /** Where the variables come from, in both languages; empty when there is nothing to say. */
  readonly about: string;
  /** Values of the answer that later steps use: the variable's name and the path in `data`. */
  readonly gives: readonly { readonly name: string; readonly path: string }[];
  /** The time it is for the example (`x-test-now`, RFC 3339): deadlines, slots and open months are of the demonstration data's days. */
  readonly now: string;
  readonly query: string;
  /** JSON with `"{{name}}"` where a value comes from an earlier step, and `"{{new}}"` for a fresh id; empty when there are none. */
  readonly variables: string;
}

const line = (text: string, label: string): string => new RegExp(`^# .*${label}: (.+)$`, 'm').exec(text)?.[1]?.trim() ?? '';

/**
 * Reads one operation file: `# 标题 / Title`, then `# 登录 Sign in: login 姓名` (or `-`), and if wanted `# 变量 Variables: …`,
 * `# 时间 Now: …` and `# 得到 Gives: name = path.in.data, …`. Throws when the name, the titles, the sign-in line or the operation's name is missing.
 */
export function parseExample(file: string, query: string, variables = ''): Example {
  const [, kind, number, step] = /^([js])-(\d\d)-(\d+)-/.exec(file) ?? [];
  const [, zh, en] = /^# (.+?) \/ (.+)$/m.exec(query) ?? [];
  const signIn = line(query, 'Sign in');
  const operation = /^(?:query|mutation) (\w+)/m.exec(query)?.[1];
  if (!kind || !number || !zh || !en || !signIn || !operation) {
    throw new Error(
      `operations/${file}.graphql needs a name like "j-01-1-…" or "s-18-1-…", a line "# 标题 / Title", a line "# 登录 Sign in: …", a named operation.`,
    );
  }
  const [login = '', name = ''] = signIn.split(' ');
  const gives = line(query, 'Gives')
    .split(', ')
    .filter(Boolean)
    .map((pair) => {
      const [given = '', path = ''] = pair.split(' = ');
      return { name: given, path };
    });
  const person = login === '-' ? null : { login, name };
  const now = line(query, 'Now') || DEMO_NOW;
  return {
    file,
    journey: `${kind.toUpperCase()}-${number}`,
    step: Number(step),
    operation,
    zh,
    en,
    person,
    about: line(query, 'Variables'),
    gives,
    now,
    query,
    variables,
  };
}
