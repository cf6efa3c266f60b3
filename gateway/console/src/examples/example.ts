/** The day the demonstration data is of. */
export const DEMO_NOW = '2013-10-19T10:00:00+08:00';

/** One example operation: a file of `operations/`, with what its comment header says. */
export interface Example {
  /** `j-01-1-apply-for-membership` */
  readonly file: string;
  /** What it tells: a journey `J-01`, a row of the catalogue `S-18`, or the graph's own governance `G-01`. */
  readonly journey: string;
  readonly step: number;
  readonly operation: string;
  readonly zh: string;
  readonly en: string;
  /** Whom to sign in as: the login and the name; null when the operation is open to anyone, or a program's. */
  readonly person: { readonly login: string; readonly name: string } | null;
  /** The partner's program that asks, with the purpose it names (`x-purpose`); null when a person does. */
  readonly program: { readonly clientId: string; readonly name: string; readonly purpose: string } | null;
  /** Where the variables come from, in both languages; empty when there is nothing to say. */
  readonly about: string;
  /** Values of the answer that later steps use: the variable's name and the path in `data`. */
  readonly gives: readonly { readonly name: string; readonly path: string }[];
  /** What the answer says once services have heard of the step before, by path in `data`; empty when there is nothing to wait for. */
  readonly until: readonly { readonly path: string; readonly value: string }[];
  /** The code of the error that the example is about; empty when it has none. */
  readonly refused: string;
  /** The time it is for the example (`x-test-now`, RFC 3339): deadlines, slots and open months are of the demonstration data's days. */
  readonly now: string;
  readonly query: string;
  /** JSON with `"{{name}}"` where a value comes from an earlier step, and `"{{new}}"` for a fresh id; empty when there are none. */
  readonly variables: string;
}

/** A value of an answer's `data` by its path: `nodes.0.id`. */
export const valueAt = (data: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], data);

/** Whether an answer says what an example waits for. */
export const isAwaited = ({ until }: Example, data: unknown): boolean =>
  until.every(({ path, value }) => String(valueAt(data, path)) === value);

/** The pairs of a line `left = right, left = right`. */
const pairs = (text: string): (readonly [left: string, right: string])[] =>
  text
    .split(', ')
    .filter(Boolean)
    .map((pair) => {
      const [left = '', right = ''] = pair.split(' = ');
      return [left, right] as const;
    });

const line = (text: string, label: string): string => new RegExp(`^# .*${label}: (.+)$`, 'm').exec(text)?.[1]?.trim() ?? '';

/**
 * Reads one operation file: `# 标题 / Title`, then `# 登录 Sign in: login 姓名` (or `-`, or `program client 名称` with `# 用途 Purpose: …`),
 * and if wanted `# 变量 Variables: …`, `# 时间 Now: …`, `# 等到 Until: path.in.data = VALUE, …`, `# 拒绝 Refused: CODE` and
 * `# 得到 Gives: name = path.in.data, …`. Throws when the name, the titles, the sign-in line or the operation's name is missing.
 */
export function parseExample(file: string, query: string, variables = ''): Example {
  const [, kind, number, step] = /^([jsg])-(\d\d)-(\d+)-/.exec(file) ?? [];
  const [, zh, en] = /^# (.+?) \/ (.+)$/m.exec(query) ?? [];
  const signIn = line(query, 'Sign in');
  const operation = /^(?:query|mutation) (\w+)/m.exec(query)?.[1];
  if (!kind || !number || !zh || !en || !signIn || !operation) {
    throw new Error(
      `operations/${file}.graphql needs a name like "j-01-1-…" or "s-18-1-…", a line "# 标题 / Title", a line "# 登录 Sign in: …", a named operation.`,
    );
  }
  const [login = '', name = '', named = ''] = signIn.split(' ');
  const isProgram = login === 'program';
  const now = line(query, 'Now') || DEMO_NOW;
  return {
    file,
    journey: `${kind.toUpperCase()}-${number}`,
    step: Number(step),
    operation,
    zh,
    en,
    person: isProgram || login === '-' ? null : { login, name },
    program: isProgram ? { clientId: name, name: named, purpose: line(query, 'Purpose') } : null,
    about: line(query, 'Variables'),
    gives: pairs(line(query, 'Gives')).map(([given, path]) => ({ name: given, path })),
    until: pairs(line(query, 'Until')).map(([path, value]) => ({ path, value })),
    refused: line(query, 'Refused'),
    now,
    query,
    variables,
  };
}
