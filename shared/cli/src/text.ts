/** A sentence in the two languages of the command. */
export interface Text {
  readonly en: string;
  readonly zh: string;
}

export type Language = keyof Text;

export const text = (en: string, zh: string): Text => ({ en, zh });

/** A text that is the same in both languages: names, coordinates, what the graph answers. */
export const same = (value: string): Text => ({ en: value, zh: value });

/** Both languages of several texts, joined without a gap. */
export const joined = (...parts: readonly (Text | string)[]): Text => ({
  en: parts.map((part) => (typeof part === 'string' ? part : part.en)).join(''),
  zh: parts.map((part) => (typeof part === 'string' ? part : part.zh)).join(''),
});

/** The language of `--lang`, of `UNION_GRAPH_LANG`, or of the environment; English for any other than Chinese. */
export function languageOf(option: string | undefined, env: NodeJS.ProcessEnv): Language {
  const named = option || env.UNION_GRAPH_LANG || env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return /^zh/i.test(named) ? 'zh' : 'en';
}
